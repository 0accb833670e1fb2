// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.declarative.PlanReport.ChangedField;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The differences between two views of an object, as a plan reports them. Secrets are left out. */
final class ViewDifferences {
    /** The fields of views that no document has. */
    private static final Set<String> DERIVED = Set.of(
            "updatedAt",
            "createdAt",
            "warnings",
            "managed",
            "previousSecretUntil",
            "lastUsedAt",
            "approvalLogo",
            "groups");

    /** The maximum length of a reported value. */
    private static final int MAX_VALUE = 200;

    private ViewDifferences() {}

    /** Returns the fields in which two views differ, in the order of their names. */
    static List<ChangedField> between(JsonNode from, JsonNode to) {
        var names = new TreeSet<String>();
        from.fieldNames().forEachRemaining(names::add);
        to.fieldNames().forEachRemaining(names::add);
        names.removeAll(DERIVED);
        names.remove("clientSecret");
        return names.stream()
                .filter(name -> !same(from.path(name), to.path(name)))
                .map(name -> new ChangedField(name, shown(from.path(name)), shown(to.path(name))))
                .toList();
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(other) || (one.isMissingNode() && other.isNull()) || (one.isNull() && other.isMissingNode());
    }

    private static @Nullable String shown(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        var text = value.isTextual() ? value.asText() : value.toString();
        return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE) + "…";
    }
}
