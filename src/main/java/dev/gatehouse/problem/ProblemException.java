package dev.gatehouse.problem;

import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error response of the admin API. The exception has no stack trace, because the cause is the request and not a
 * defect.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.title() + ": " + problem.detail() + " " + problem.errors(), null, false, false);
        this.problem = problem;
    }

    /** Returns 400: fields of the input are not valid. */
    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(Problem.of(400, "Invalid input", null, errors));
    }

    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** Returns 404. */
    public static ProblemException notFound(String what) {
        return new ProblemException(Problem.of(404, "Not found", what + " does not exist", List.of()));
    }

    /** Returns an error response of any other status. */
    public static ProblemException refused(int status, String why) {
        var title = Response.Status.fromStatusCode(status).getReasonPhrase();
        return new ProblemException(Problem.of(status, title, why));
    }

    /** Returns 409: the input is valid, but conflicts with stored data. */
    public static ProblemException conflict(@Nullable String field, String message) {
        return new ProblemException(Problem.of(
                409, "Conflict", message, field == null ? List.of() : List.of(new FieldError(field, message))));
    }

    /** Returns 409 with the errors of several fields. */
    public static ProblemException conflict(String message, List<FieldError> errors) {
        return new ProblemException(Problem.of(409, "Conflict", message, errors));
    }

    /** Returns 412: the resource changed after the sender read the resource (RFC 9110 §15.5.13). */
    public static ProblemException changedMeanwhile() {
        return new ProblemException(
                Problem.of(412, "Precondition Failed", "It was changed or deleted meanwhile; read it again"));
    }

    public Problem problem() {
        return problem;
    }
}
