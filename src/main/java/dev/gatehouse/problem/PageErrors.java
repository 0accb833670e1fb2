// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import java.util.Collection;
import java.util.Set;

/**
 * The texts of pages for errors whose own text names a parameter, a field or a constant of the admin API. Users of a
 * page see links and choices instead. The admin API keeps its own texts.
 */
public final class PageErrors {
    /** Fields whose values are names of the admin API, and which pages offer as links or choices. */
    private static final Set<String> CHOICES = Set.of("sort", "grantTypes");

    private PageErrors() {}

    /** Returns the text of an error for a page: usually its own text. */
    public static ErrorText of(FieldError error) {
        return switch (error.message().code()) {
            case "cursor.invalid" -> listPosition();
            case "cursor.other-sort" -> listOrder();
            case "audit.since.invalid", "audit.since.other-log", "audit.since.unknown-event" -> auditPosition();
            case "not-one-of" -> isOffered(error) ? choice() : error.message();
            default -> error.message();
        };
    }

    private static boolean isOffered(FieldError error) {
        return CHOICES.contains(error.field())
                || error.message().arguments().stream()
                        .anyMatch(values -> values instanceof Collection<?> all
                                && all.stream().anyMatch(Enum.class::isInstance));
    }

    private static ErrorText listPosition() {
        return ErrorText.of("page.list-position");
    }

    private static ErrorText listOrder() {
        return ErrorText.of("page.list-order");
    }

    private static ErrorText auditPosition() {
        return ErrorText.of("page.audit-position");
    }

    private static ErrorText choice() {
        return ErrorText.of("page.choice");
    }
}
