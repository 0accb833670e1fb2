// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.problem.ErrorText;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;

/**
 * Describes a change in one line for the audit log: short values before and after, only the names of lists and long
 * texts. The description uses the content of entity tags ({@link EntityTags}), which never contains secrets that are
 * shown once.
 */
@Singleton
public class Changes {
    private static final int SHORT = 60;

    /** Derived fields, and fields that every change sets. */
    private static final Set<String> DERIVED = Set.of("updatedAt", "warnings");

    private final ObjectMapper mapper;
    private final EntityTags tags;

    Changes(ObjectMapper mapper, EntityTags tags) {
        this.mapper = mapper;
        this.tags = tags;
    }

    /** Returns the differences between two views of the same resource, by field name. */
    public ErrorText between(Object before, Object after) {
        var old = tree(before);
        var changed = tree(after);
        var names = new TreeSet<String>();
        old.fieldNames().forEachRemaining(names::add);
        changed.fieldNames().forEachRemaining(names::add);
        names.removeAll(DERIVED);
        var differences = new ArrayList<ErrorText>();
        for (var name : names) {
            var from = old.path(name);
            var to = changed.path(name);
            if (!from.equals(to)) {
                differences.add(
                        isShort(from) && isShort(to)
                                ? AuditDetails.changed(name, text(from), text(to))
                                : AuditDetails.value(name));
            }
        }
        return differences.isEmpty() ? AuditDetails.nothing() : AuditDetails.changes(differences);
    }

    private JsonNode tree(Object view) {
        try {
            return mapper.readTree(tags.content(view));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static boolean isShort(JsonNode value) {
        return !value.isContainerNode() && value.asText().length() <= SHORT;
    }

    private static ErrorText text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? AuditDetails.none() : AuditDetails.value(value.asText());
    }
}
