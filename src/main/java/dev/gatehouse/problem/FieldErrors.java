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

    /** Returns the stripped value of a required text, or "" after adding an error. */
    public String required(String field, @Nullable String value, int maxLength) {
        if (value == null || value.isBlank()) {
            add(field, CommonErrors.required());
            return "";
        }
        var text = optional(field, value, maxLength);
        return text == null ? "" : text;
    }

    /**
     * Returns the stripped value of an optional text, or null if the value is blank. Adds an error if the text is too
     * long or contains control characters or unpaired surrogates.
     */
    public @Nullable String optional(String field, @Nullable String value, int maxLength) {
        if (value == null || value.isBlank()) {
            return null;
        }
        var text = value.strip();
        check(text.length() <= maxLength, field, CommonErrors.tooLong(maxLength));
        check(text.chars().noneMatch(Character::isISOControl), field, CommonErrors.controlCharacters());
        check(
                text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE),
                field,
                CommonErrors.unpairedSurrogate());
        return text;
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
