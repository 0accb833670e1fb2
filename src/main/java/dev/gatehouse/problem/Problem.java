package dev.gatehouse.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a refused call of the admin API: problem details (RFC 9457), with one entry per faulty field. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RegisterForReflection
public record Problem(
        String type, String title, int status, @Nullable String detail, List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /** Problem details of no type of their own: the status says what it is. */
    public static Problem of(int status, String title, @Nullable String detail) {
        return of(status, title, detail, List.of());
    }

    public static Problem of(int status, String title, @Nullable String detail, List<FieldError> errors) {
        return new Problem("about:blank", title, status, detail, errors);
    }
}
