package dev.gatehouse.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with an input, so that its sender hears of every fault at once. */
public final class FieldErrors {
    private final List<FieldError> errors = new ArrayList<>();

    public FieldErrors add(String field, String message) {
        var error = new FieldError(field, message);
        if (!errors.contains(error)) {
            errors.add(error);
        }
        return this;
    }

    /** Adds the message unless the condition holds. */
    public FieldErrors check(boolean holds, String field, String message) {
        return holds ? this : add(field, message);
    }

    /** A required text: its stripped value, or "" with an error noted. */
    public String required(String field, @Nullable String value, int maxLength) {
        if (value == null || value.isBlank()) {
            add(field, "is required");
            return "";
        }
        var text = optional(field, value, maxLength);
        return text == null ? "" : text;
    }

    /** An optional text: its stripped value, null when it is blank, with an error noted when it is too long. */
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

    /** Whether something was noted about a field. */
    public boolean concern(String field) {
        return errors.stream().anyMatch(error -> error.field().equals(field));
    }

    public List<FieldError> all() {
        return List.copyOf(errors);
    }

    /** What was noted first, in words; there must be something. */
    public String first() {
        return errors.getFirst().message();
    }

    /**
     * Refuses the input if anything was noted.
     *
     * @throws ProblemException with everything that was
     */
    public void refuse() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }
}
