// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import jakarta.ws.rs.core.Response;
import java.util.List;

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

    /** Returns 400: a field of the JSON body is not valid. */
    public static ProblemException invalid(String field, ErrorText text) {
        return invalid(List.of(FieldError.inBody(field, text)));
    }

    /** Returns 400: a query parameter or another value outside a JSON body is not valid. */
    public static ProblemException invalidOutsideBody(String field, ErrorText text) {
        return invalid(List.of(FieldError.outsideBody(field, text)));
    }

    /** Returns 409: configuration files manage the object. */
    public static ProblemException managed() {
        return conflict(CommonErrors.managed());
    }

    /** Returns 404. */
    public static ProblemException notFound(ErrorText what) {
        return new ProblemException(Problem.of(404, "Not found", what));
    }

    /** Returns an error with any other status. */
    public static ProblemException refused(int status, ErrorText why) {
        var title = Response.Status.fromStatusCode(status).getReasonPhrase();
        return new ProblemException(Problem.of(status, title, why));
    }

    /** Returns 409: the request conflicts with stored data. */
    public static ProblemException conflict(ErrorText why) {
        return conflict(why, List.of());
    }

    /** Returns 409: a field of the JSON body conflicts with stored data. */
    public static ProblemException conflict(String field, ErrorText why) {
        return conflict(why, List.of(FieldError.inBody(field, why)));
    }

    /** Returns 409 with several reasons. */
    public static ProblemException conflict(ErrorText why, List<FieldError> errors) {
        return new ProblemException(Problem.of(409, "Conflict", why, errors));
    }

    /** Returns 412: the resource changed after the sender read the resource (RFC 9110 §15.5.13). */
    public static ProblemException preconditionFailed() {
        return refused(412, CommonErrors.concurrentChange());
    }

    public Problem problem() {
        return problem;
    }
}
