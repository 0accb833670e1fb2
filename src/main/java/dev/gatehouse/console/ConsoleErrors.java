// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.problem.ErrorText;

/** The errors of console forms that are found before the admin API is called. */
public final class ConsoleErrors {
    private ConsoleErrors() {}

    public static ErrorText documentTooLarge(String limit) {
        return ErrorText.of("form.document-too-large", limit);
    }

    public static ErrorText documentDamaged() {
        return ErrorText.of("form.document-damaged");
    }

    public static ErrorText documentMissing() {
        return ErrorText.of("form.document-missing");
    }

    public static ErrorText projectGone() {
        return ErrorText.of("form.project-gone");
    }

    public static ErrorText noScopeTicked() {
        return ErrorText.of("form.no-scope");
    }

    public static ErrorText notAssociated() {
        return ErrorText.of("form.not-associated");
    }

    public static ErrorText notAGroup() {
        return ErrorText.of("form.group");
    }

    public static ErrorText notATokenId() {
        return ErrorText.of("form.token-id");
    }
}
