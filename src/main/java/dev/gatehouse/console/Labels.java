// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.http.Language;
import org.jspecify.annotations.Nullable;

/**
 * The labels of the fields of a form, for the summary of its errors. They are the texts that the template shows beside
 * the fields. Each section has the labels of its own forms.
 */
@FunctionalInterface
public interface Labels {
    /** A form without labels. */
    Labels NONE = (field, language) -> null;

    /** Returns the label of a field in the language of the page; null if the form does not show the field. */
    @Nullable String of(String field, Language language);
}
