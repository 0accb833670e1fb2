package dev.gatehouse.problem;

import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of the admin API that is refused; it carries the answer and no stack trace. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.title() + ": " + problem.detail() + " " + problem.errors(), null, false, false);
        this.problem = problem;
    }

    /** 400: fields of the input break a rule. */
    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(Problem.of(400, "Invalid input", null, errors));
    }

    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** 404 */
    public static ProblemException notFound(String what) {
        return new ProblemException(Problem.of(404, "Not found", what + " does not exist", List.of()));
    }

    /** Any other refusal, in a sentence. */
    public static ProblemException refused(int status, String why) {
        var title = Response.Status.fromStatusCode(status).getReasonPhrase();
        return new ProblemException(Problem.of(status, title, why));
    }

    /** 409: the input is sound, but what is stored stands against it. */
    public static ProblemException conflict(@Nullable String field, String message) {
        return new ProblemException(Problem.of(
                409, "Conflict", message, field == null ? List.of() : List.of(new FieldError(field, message))));
    }

    /** 409 for several reasons at once. */
    public static ProblemException conflict(String message, List<FieldError> errors) {
        return new ProblemException(Problem.of(409, "Conflict", message, errors));
    }

    /** 412: the sender would not overwrite what others have changed, and others have. */
    public static ProblemException changedMeanwhile() {
        return new ProblemException(
                Problem.of(412, "Precondition Failed", "It was changed or deleted meanwhile; read it again"));
    }

    public Problem problem() {
        return problem;
    }
}
