// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.problem.FieldErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds the stored service of each described service of one path, by the methods. */
final class ServiceMatching {
    private final List<Entry> open;
    private final List<StoredObjects.Service> left;
    private final Map<Entry, UUID> ids = new HashMap<>();

    private ServiceMatching(Collection<Entry> entries, Collection<StoredObjects.Service> stored) {
        this.open = new ArrayList<>(entries);
        this.left = new ArrayList<>(stored);
    }

    /**
     * Returns the IDs of the stored services: those with equal methods, then those with common methods. If one managed
     * service is left for one described service, its methods have changed.
     */
    static Map<Entry, UUID> of(Collection<Entry> entries, Collection<StoredObjects.Service> stored) {
        var matching = new ServiceMatching(entries, stored);
        matching.match(HttpMethods::equals);
        matching.match(HttpMethods::overlap);
        if (matching.open.size() == 1
                && matching.left.size() == 1
                && matching.left.getFirst().mark() != null) {
            matching.match((wanted, present) -> true);
        }
        return matching.ids;
    }

    private interface Likeness {
        boolean of(HttpMethods wanted, HttpMethods present);
    }

    private void match(Likeness likeness) {
        open.removeIf(entry -> {
            var wanted = methods(entry);
            var found = left.stream()
                    .filter(service -> likeness.of(wanted, service.methods()))
                    .findFirst();
            found.ifPresent(service -> {
                left.remove(service);
                ids.put(entry, service.id());
            });
            return found.isPresent();
        });
    }

    private static HttpMethods methods(Entry entry) {
        var names = new ArrayList<String>();
        entry.json().path("methods").forEach(name -> names.add(name.asText()));
        return HttpMethods.parse(names, "methods", new FieldErrors());
    }
}
