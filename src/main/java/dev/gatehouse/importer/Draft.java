// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.importer.Finding.Outcome;
import dev.gatehouse.platform.LowerCase;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration file in the making. Applies the rules of names to what a source describes, and collects findings.
 * Groups and scopes are unique ignoring case; a second name is changed.
 */
final class Draft {
    private static final int MAX_OBJECTS = 10_000;
    private static final int MAX_FINDINGS = 100_000;
    private static final int MAX_DESCRIPTION = 500;
    private static final JsonNodeFactory VALUES = JsonNodeFactory.instance;

    private final Set<Finding> findings = new LinkedHashSet<>();
    private final ObjectNode settings = VALUES.objectNode();
    private final Map<String, ObjectNode> groups = new LinkedHashMap<>();
    private final Map<String, String> groupNames = new LinkedHashMap<>();
    private final ScopeSection scopes = new ScopeSection(this);
    private final ServiceSection services = new ServiceSection(this);
    private final ClientSection clients;
    private int objects;

    Draft(SecretForm secrets) {
        this.clients = new ClientSection(this, secrets);
    }

    ScopeSection scopes() {
        return scopes;
    }

    ServiceSection services() {
        return services;
    }

    ClientSection clients() {
        return clients;
    }

    // Findings

    void leftOut(String kind, String name, Place place, String why) {
        find(new Finding(Outcome.LEFT_OUT, kind, name, place, why));
    }

    void changed(String kind, String name, Place place, String why) {
        find(new Finding(Outcome.CHANGED, kind, name, place, why));
    }

    void toDo(String kind, String name, Place place, String what) {
        find(new Finding(Outcome.TO_DO, kind, name, place, what));
    }

    /** Adds a finding. Aliases of YAML can repeat a part of a small file without limit. */
    private void find(Finding finding) {
        if (findings.size() == MAX_FINDINGS && !findings.contains(finding)) {
            throw ImportFault.at(finding.place(), "The report has more than " + MAX_FINDINGS + " findings.");
        }
        findings.add(finding);
    }

    /** Reports that a name is another one in Gatehouse. */
    void renamed(String kind, Located foreign, String name) {
        if (!name.equals(foreign.text())) {
            changed(kind, foreign.text(), foreign.place(), "The name in Gatehouse is `" + name + "`.");
        }
    }

    // Objects

    /** Counts an object, so that no source makes a file that the server cannot apply. */
    void count(Place place) {
        objects++;
        if (objects > MAX_OBJECTS) {
            throw ImportFault.at(place, "The file has more than " + MAX_OBJECTS + " objects.");
        }
    }

    void setting(String name, int value) {
        settings.put(name, value);
    }

    /** Adds a group, or returns the one of this name. Returns the name; empty if the group is left out. */
    Optional<String> group(Located foreign, String description) {
        var known = groupNames.get(foreign.text());
        if (known != null) {
            return Optional.of(known);
        }
        var visible = Names.visible(foreign.text());
        if (visible.isEmpty()) {
            leftOut("group", foreign.text(), foreign.place(), "The name has no character that a name may have.");
            return Optional.empty();
        }
        count(foreign.place());
        var name = Names.unique(visible, Names.MAX, other -> groups.containsKey(LowerCase.of(other)));
        renamed("group", foreign, name);
        var group = VALUES.objectNode().put("name", name);
        describe(group, description);
        groups.put(LowerCase.of(name), group);
        groupNames.put(foreign.text(), name);
        return Optional.of(name);
    }

    /** Returns the name of the group that the source calls so. */
    Optional<String> groupNamed(String foreign) {
        return Optional.ofNullable(groupNames.get(foreign));
    }

    /** Sets the description of an object unless it is blank. */
    static void describe(ObjectNode object, String foreign) {
        var text = Names.text(foreign, MAX_DESCRIPTION);
        if (!text.isEmpty()) {
            object.put("description", text);
        }
    }

    static ArrayNode array(Collection<String> texts) {
        var array = VALUES.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    ImportResult result() {
        var document = VALUES.objectNode();
        if (!settings.isEmpty()) {
            document.set("settings", settings);
        }
        section(document, "groups", groups.values());
        section(document, "projects", services.projects());
        section(document, "scopes", scopes.finished());
        section(document, "clients", clients.all());
        return new ImportResult(document, List.copyOf(findings));
    }

    private static void section(ObjectNode document, String name, Collection<ObjectNode> objects) {
        if (!objects.isEmpty()) {
            document.set(name, VALUES.arrayNode().addAll(objects));
        }
    }
}
