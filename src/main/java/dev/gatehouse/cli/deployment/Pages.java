// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.cli.terminal.Failure;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a list of the admin API, read one after the other.
 *
 * @param most the number of entries after which reading ends; null: at the end of the list
 */
public record Pages(
        AdminApi api, String path, Query query, @Nullable Integer most) {
    /** The largest page that the admin API returns. */
    private static final int LARGEST = 200;

    public static Pages of(AdminApi api, String path, Query query, @Nullable Integer most) {
        if (most != null && most < 1) {
            throw Failure.usage("--limit must be at least 1.");
        }
        return new Pages(api, path, query, most);
    }

    /** Passes each page to a reader, until the reader returns false. */
    public void forEach(Predicate<Answer> reader) {
        var left = most == null ? Integer.MAX_VALUE : most;
        String next = null;
        do {
            var page = api.get(path + query.with("after", next).with("limit", Math.min(left, LARGEST)));
            next = page.json().path("next").asText(null);
            left -= page.json().path("items").size();
            if (!reader.test(page)) {
                return;
            }
        } while (next != null && left > 0);
    }

    /** Returns the first entry whose field has a value; empty if there is none. */
    public Optional<JsonNode> find(String field, String value) {
        var found = new JsonNode[1];
        forEach(page -> {
            for (var item : page.json().path("items")) {
                if (item.path(field).asText().equalsIgnoreCase(value)) {
                    found[0] = item;
                }
            }
            return found[0] == null;
        });
        return Optional.ofNullable(found[0]);
    }
}
