// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import dev.gatehouse.listing.SearchText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A filter as HQL conditions on an event {@code e}.
 *
 * @param range the time range, which limits an index scan
 * @param equal conditions with an index each
 * @param text the search condition; empty without a search
 * @param inRange the parameters of {@code range}
 * @param all the parameters of all conditions
 */
record AuditConditions(
        List<String> range, List<String> equal, String text, Map<String, Object> inRange, Map<String, Object> all) {

    /** The same expression as in the index. */
    private static final String TEXT =
            "cast(sql('lower(coalesce(?, '''') || '' | '' || coalesce(?, '''') || '' | '' || coalesce(?, '''')"
                    + " || '' | '' || coalesce(?, ''''))', e.actor, e.client, e.target, e.detail) as String)";

    static AuditConditions of(AuditFilter filter) {
        var range = new ArrayList<String>();
        var equal = new ArrayList<String>();
        var inRange = new HashMap<String, Object>();
        var all = new HashMap<String, Object>();
        if (filter.from() != null) {
            range.add("e.at >= :from");
            inRange.put("from", filter.from());
        }
        if (filter.to() != null) {
            range.add("e.at < :to");
            inRange.put("to", filter.to());
        }
        if (filter.actions().size() == 1) {
            equal.add("e.action = :action");
            all.put("action", filter.actions().getFirst());
        } else if (!filter.actions().isEmpty()) {
            equal.add("e.action in :action");
            all.put("action", filter.actions());
        }
        if (filter.outcome() != null) {
            equal.add("e.outcome = :outcome");
            all.put("outcome", filter.outcome());
        }
        if (filter.actor() != null) {
            equal.add("e.actor = :actor");
            all.put("actor", filter.actor());
        }
        if (filter.client() != null) {
            equal.add("e.client = :client");
            all.put("client", filter.client());
        }
        if (filter.address() != null) {
            equal.add("e.address = :address");
            all.put("address", filter.address());
        }
        var search = SearchText.of(filter.search());
        all.putAll(search.isEmpty() ? Map.of() : search.patterns());
        all.putAll(inRange);
        return new AuditConditions(range, equal, search.isEmpty() ? "" : search.condition(TEXT), inRange, all);
    }

    boolean areOnlyRange() {
        return equal.isEmpty() && text.isEmpty();
    }

    /** Returns whether one index contains the events in the order of the log. */
    boolean areOneIndexed() {
        return equal.size() == 1 && text.isEmpty();
    }

    /** Returns all conditions except the range. */
    String others() {
        var others = new ArrayList<>(equal);
        if (!text.isEmpty()) {
            others.add(text);
        }
        return others.isEmpty() ? "true = true" : String.join(" and ", others);
    }

    String range(String... more) {
        var conditions = new ArrayList<>(range);
        conditions.addAll(List.of(more));
        return String.join(" and ", conditions);
    }
}
