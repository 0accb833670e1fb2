package dev.gatehouse.console;

import dev.gatehouse.platform.ErrorText;

/** What can be wrong with a form of the console before the admin API sees it. */
final class ConsoleErrors {
    private ConsoleErrors() {}

    static ErrorText documentTooLarge(String limit) {
        return ErrorText.of("form.document-too-large", limit);
    }

    static ErrorText documentDamaged() {
        return ErrorText.of("form.document-damaged");
    }

    static ErrorText documentMissing() {
        return ErrorText.of("form.document-missing");
    }

    static ErrorText projectGone() {
        return ErrorText.of("form.project-gone");
    }

    static ErrorText noScopeTicked() {
        return ErrorText.of("form.no-scope");
    }

    static ErrorText notAssociated() {
        return ErrorText.of("form.not-associated");
    }

    static ErrorText notAGroup() {
        return ErrorText.of("form.group");
    }

    static ErrorText notATokenId() {
        return ErrorText.of("form.token-id");
    }
}
