// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Visits the pages of the console and of My access that links, or the actions of a list, lead to. Visits one page of
 * each kind: {@code /console/scopes/1} and {@code /console/scopes/2} are of the same kind.
 */
final class Tour {
    private static final int MOST = 150;

    /**
     * Downloads, parts of pages, and the preview of the permissions page. The preview runs no scripts, so the test
     * can't run its own script there.
     */
    private static final Set<String> NOT_PAGES =
            Set.of("postman-collection", "postman-environment", "export", "tail", "preview");

    private Tour() {}

    /**
     * Visits the pages in the order in which the tour finds the pages.
     * @param look gets the kind of each open page
     * @return the number of pages
     */
    static int through(Person person, URI base, Consumer<String> look) {
        var found = new HashSet<String>();
        var waiting = new ArrayDeque<>(List.of("/console", "/my-access"));
        while (!waiting.isEmpty() && found.size() < MOST) {
            var address = waiting.poll();
            if (found.add(kind(address))) {
                person.open(base.resolve(address).toString());
                links(person).stream()
                        .filter(Tour::isPage)
                        .filter(link -> !found.contains(kind(link)))
                        .forEach(waiting::add);
                look.accept(kind(address));
            }
        }
        return found.size();
    }

    @SuppressWarnings("unchecked")
    private static List<String> links(Person person) {
        return (List<String>) person.page.evaluate("""
                [...document.links].filter(a => a.origin === location.origin).map(a => a.pathname + a.search)
                  .concat([...document.forms].filter(form => form.method === 'get').flatMap(form =>
                    [...form.querySelectorAll('td input[type=checkbox][value]')].slice(0, 1).map(box =>
                      new URL(form.action).pathname + '?' + new URLSearchParams([[box.name, box.value]]))))""");
    }

    private static boolean isPage(String link) {
        var path = URI.create(link).getPath();
        return (path.startsWith("/console") || path.startsWith("/my-access"))
                && NOT_PAGES.stream().noneMatch(path::endsWith);
    }

    private static String kind(String link) {
        return URI.create(link)
                .getPath()
                .substring(1)
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "one")
                .replaceAll("(clients)/(?!new$)[^/]+", "$1/one")
                .replaceAll("(projects)/(?!new$)[^/]+", "$1/one")
                .replaceAll("(apis)/[^/]+", "$1/one")
                .replace('/', '-');
    }
}
