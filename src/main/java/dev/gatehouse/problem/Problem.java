package dev.gatehouse.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of an error response of the admin API: problem details (RFC 9457), with one entry per field in error. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RegisterForReflection
public record Problem(
        String type, String title, int status, @Nullable String detail, List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /**
     * Returns problem details of the type {@code about:blank}, which has the meaning of the status (RFC 9457 §4.2.1).
     */
    public static Problem of(int status, String title, @Nullable String detail) {
        return of(status, title, detail, List.of());
    }

    public static Problem of(int status, String title, @Nullable String detail, List<FieldError> errors) {
        return new Problem("about:blank", title, status, detail, errors);
    }
}
