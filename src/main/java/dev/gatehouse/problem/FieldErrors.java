package dev.gatehouse.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The errors of an input. The checks of an input collect all errors, so that the sender sees all errors at once. */
public final class FieldErrors {
    private final List<FieldError> errors = new ArrayList<>();

    public FieldErrors add(String field, String message) {
        var error = new FieldError(field, message);
        if (!errors.contains(error)) {
            errors.add(error);
        }
        return this;
    }

    /** Adds the error unless the condition holds. */
    public FieldErrors check(boolean holds, String field, String message) {
        return holds ? this : add(field, message);
    }

    /** Returns the stripped value of a required text, or "" after adding an error. */
    public String required(String field, @Nullable String value, int maxLength) {
        if (value == null || value.isBlank()) {
            add(field, "is required");
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
        check(text.length() <= maxLength, field, "may have at most " + maxLength + " characters");
        check(text.chars().noneMatch(Character::isISOControl), field, "must not contain control characters");
        check(
                text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE),
                field,
                "must not contain halves of characters");
        return text;
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Returns whether the field has an error. */
    public boolean concern(String field) {
        return errors.stream().anyMatch(error -> error.field().equals(field));
    }

    public List<FieldError> all() {
        return List.copyOf(errors);
    }

    /** Returns the message of the first error. There must be an error. */
    public String first() {
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
