// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;

/**
 * Why something is refused, or what is doubtful about it: a code, which stays the same from version to version, and the
 * values that its text shows. The texts are in {@link ErrorTexts}, in each language of the pages; in JSON it is the English
 * one. Only the classes that declare the codes of a room, such as {@link CommonErrors}, make an error text, so that the
 * compiler checks which values a code needs.
 *
 * @param arguments what stands for {@code {0}}, {@code {1}} and so on in the text: another {@code ErrorText}, a list, whose
 *     entries are separated by commas, or anything else, as its {@code toString} has it
 */
@RegisterForReflection
public record ErrorText(String code, List<Object> arguments) {
    public ErrorText {
        arguments = List.copyOf(arguments);
    }

    public static ErrorText of(String code, Object... arguments) {
        return new ErrorText(code, List.of(arguments));
    }

    /** The text in one of the languages of the pages; in any other language it is English. */
    public String in(Locale language) {
        return ErrorTexts.text(this, language);
    }

    /** The text of the admin API and of the audit log. */
    @JsonValue
    public String inEnglish() {
        return in(Locale.ENGLISH);
    }

    /** The English text, so that a log line never shows a code and its arguments. */
    @Override
    public String toString() {
        return inEnglish();
    }
}
