// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.cli.deployment.AdminApi;
import dev.gatehouse.cli.deployment.Pages;
import dev.gatehouse.cli.deployment.Query;
import dev.gatehouse.cli.terminal.Column;
import dev.gatehouse.cli.terminal.Failure;
import java.util.regex.Pattern;

/** How a user names a thing: by its ID, or by a field that is unique. */
final class Reference {
    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private Reference() {}

    /**
     * Returns the ID of a thing.
     *
     * @param list the path of the list in the admin API, whose search finds the field
     * @param field the unique field
     * @param given the ID or the value of the field
     * @param kind what the thing is, for the error
     */
    static String id(AdminApi api, String list, String field, String given, String kind) {
        return UUID.matcher(given).matches() ? given : idOf(api, list, field, given, kind);
    }

    /** Returns the ID of the thing whose field has a value. */
    static String idOf(AdminApi api, String list, String field, String value, String kind) {
        return Pages.of(api, list, new Query().with("search", value), null)
                .find(field, value)
                .map(found -> found.path("id").asText())
                .orElseThrow(() -> Failure.refused(kind + " " + value + " does not exist."));
    }

    /** Returns the methods of a service, which may be all. */
    static String methods(JsonNode service) {
        var methods = service.path("methods");
        return methods.isEmpty() ? "all" : Column.text(methods);
    }
}
