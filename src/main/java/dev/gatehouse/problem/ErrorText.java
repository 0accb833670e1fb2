// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.gatehouse.oauth.ErrorDescription;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An error, a note or a warning: a stable code, and the values in its text. {@link ErrorTexts} has the texts in each
 * language; JSON has the English text. Only the classes that declare the codes of a package, such as
 * {@link CommonErrors}, create error texts, so that the compiler checks the values of each code.
 *
 * @param arguments the values for {@code {0}}, {@code {1}} and so on in the text: another {@code ErrorText}, a list,
 *     whose entries are separated by commas, or any other object, as its {@code toString}
 */
@RegisterForReflection
public record ErrorText(String code, List<Object> arguments) implements ErrorDescription {
    public ErrorText {
        arguments = List.copyOf(arguments);
    }

    public static ErrorText of(String code, Object... arguments) {
        return new ErrorText(code, List.of(arguments));
    }

    /**
     * Returns a text that was stored, possibly by another version; empty if this version has no text for the code, or
     * the text needs a value that was not stored.
     */
    public static Optional<ErrorText> stored(String code, List<Object> arguments) {
        return ErrorTexts.exists(code, arguments.size())
                ? Optional.of(new ErrorText(code, arguments))
                : Optional.empty();
    }

    /** Returns the same text with other values, for example shorter ones. */
    public ErrorText with(List<Object> others) {
        return new ErrorText(code, others);
    }

    /** Returns the text in a language of the pages, or in English for any other language. */
    public String in(Locale language) {
        return ErrorTexts.text(this, language);
    }

    /** Returns the English text, for the admin API and the audit log. */
    @Override
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
