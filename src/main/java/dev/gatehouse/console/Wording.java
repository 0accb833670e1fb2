// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.http.Language;
import dev.gatehouse.problem.ErrorText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** Errors, notes and warnings of the admin API in the language of the page. */
@Named("wording")
@ApplicationScoped
public class Wording {
    private final Language language;

    Wording(Language language) {
        this.language = language;
    }

    public String of(ErrorText text) {
        return language.text(text);
    }
}
