// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The errors of an input. The checks of an input collect all errors, so that the sender sees all errors at once. */
public final class FieldErrors {
    private final List<FieldError> errors = new ArrayList<>();
    private final BiFunction<String, ErrorText, FieldError> error;

    /** Collects errors of fields of a JSON body. */
    public FieldErrors() {
        this(FieldError::inBody);
    }

    private FieldErrors(BiFunction<String, ErrorText, FieldError> error) {
        this.error = error;
    }

    /** Collects errors of query parameters and other values outside a JSON body. */
    public static FieldErrors outsideBody() {
        return new FieldErrors(FieldError::outsideBody);
    }

    public FieldErrors add(String field, ErrorText text) {
        return add(error.apply(field, text));
    }

    public FieldErrors add(FieldError noted) {
        if (!errors.contains(noted)) {
            errors.add(noted);
        }
        return this;
    }

    /** Adds the error unless the condition holds. */
    public FieldErrors check(boolean holds, String field, ErrorText text) {
        return holds ? this : add(field, text);
    }

    /**
     * Returns the stripped value of a required text, or "" after adding an error if the text is blank or has
     * characters that no text may have.
     */
    public String required(String field, @Nullable String value, int maxLength) {
        if (value == null || WhiteSpace.isBlank(value)) {
            add(field, CommonErrors.required());
            return "";
        }
        var text = optional(field, value, maxLength);
        return text == null ? "" : text;
    }

    /**
     * Returns the stripped value of a required name that users see, or "" after adding an error. Names have no
     * {@linkplain InvisibleCharacters invisible characters}.
     */
    public String name(String field, @Nullable String value, int maxLength) {
        var name = required(field, value, maxLength);
        check(!InvisibleCharacters.areIn(name), field, CommonErrors.invisibleCharacters());
        return name;
    }

    /**
     * Returns the stripped value of an optional text, or null if the value is blank. Adds an error if the text is too
     * long. If the text contains control characters, line separators or unpaired surrogates, adds that error and
     * returns null, so that the syntax of the field adds no second error for the same character.
     */
    public @Nullable String optional(String field, @Nullable String value, int maxLength) {
        if (value == null || WhiteSpace.isBlank(value)) {
            return null;
        }
        var text = WhiteSpace.strip(value);
        check(text.length() <= maxLength, field, CommonErrors.tooLong(maxLength));
        var controls = text.chars().anyMatch(Character::isISOControl);
        var separators = text.chars().anyMatch(WhiteSpace::isLineSeparator);
        var surrogates = text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
        check(!controls, field, CommonErrors.controlCharacters());
        check(!separators, field, CommonErrors.lineSeparators());
        check(!surrogates, field, CommonErrors.unpairedSurrogate());
        return controls || separators || surrogates ? null : text;
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Returns whether the field has an error. */
    public boolean has(String field) {
        return errors.stream().anyMatch(error -> error.field().equals(field));
    }

    public List<FieldError> all() {
        return List.copyOf(errors);
    }

    /** Returns the first error. There must be at least one. */
    public ErrorText first() {
        return errors.getFirst().message();
    }

    /**
     * Rejects the input if there is an error.
     *
     * @throws ProblemException with all errors
     */
    public void refuse() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }
}
