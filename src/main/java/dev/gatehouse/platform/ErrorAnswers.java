package dev.gatehouse.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.exception.DataException;
import org.hibernate.exception.GenericJDBCException;
import org.hibernate.exception.JDBCConnectionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Turns what went wrong into an answer in the form that its sender expects: RFC 6749 for OAuth endpoints, problem details
 * for the admin API. Nothing of an unforeseen failure reaches the outside but a number under which it is logged.
 */
public class ErrorAnswers {
    private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);
    private static final String RETRY_SECONDS = "2";

    @ServerExceptionMapper
    public Response oauth(OAuthException e) {
        var response = Response.status(e.error().status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(new OAuthErrorResponse(e.error().code(), e.description()));
        if (e.basicChallenge()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"gatehouse\", charset=\"UTF-8\"");
        }
        return response.build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> problem(ProblemException e) {
        return problem(e.problem());
    }

    /** A body that is not JSON. */
    @ServerExceptionMapper
    public RestResponse<Problem> json(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            var field = mapping.getPath().stream()
                    .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                    .collect(Collectors.joining("."))
                    .replace(".[", "[");
            return problem(Problem.of(
                    400, "Invalid input", null, List.of(new FieldError(field, "is not known or has the wrong form"))));
        }
        var why = e instanceof MismatchedInputException
                ? "The body is not of the form that this call takes"
                : "The body is not well-formed JSON";
        return problem(Problem.of(400, "Invalid input", why));
    }

    /** JSON that is not of the form that the call takes; for this type the framework has an answer of its own, without a body. */
    @ServerExceptionMapper
    public RestResponse<Problem> json(MismatchedInputException e) {
        return json((JsonProcessingException) e);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException e, UriInfo uri) {
        var status = e.getResponse().getStatus();
        if (e.getCause() instanceof JsonProcessingException json) {
            return json(json).toResponse();
        }
        if (isForAdminApi(uri)) {
            return problem(status, null).toResponse();
        }
        var path = uri.getPath();
        if (path.startsWith(Paths.OAUTH + "/") && status / 100 == 4) {
            var answer = Response.fromResponse(e.getResponse())
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .entity(new OAuthErrorResponse(OAuthError.INVALID_REQUEST.code(), malformed(status)));
            return status == 405
                    ? answer.header(HttpHeaders.ALLOW, allowed(path)).build()
                    : answer.build();
        }
        return Response.fromResponse(e.getResponse()).build();
    }

    /** The database does not answer: whoever asks may ask again. */
    @ServerExceptionMapper
    public Response unavailable(JDBCConnectionException e, UriInfo uri) {
        return unavailable(e.getSQLException(), uri);
    }

    /** No connection was free in time, which the pool tells without a SQL state; anything else is unforeseen. */
    @ServerExceptionMapper
    public Response exhausted(GenericJDBCException e, UriInfo uri) {
        return e.getSQLException().getSQLState() == null ? unavailable(e.getSQLException(), uri) : unforeseen(e, uri);
    }

    /** So many passwords are being checked that one more has to wait. */
    @ServerExceptionMapper
    public Response busy(BusyException e, UriInfo uri) {
        return unavailable(uri);
    }

    /** So many attempts failed that the next has to wait. */
    @ServerExceptionMapper
    public Response tooMany(TooManyAttemptsException e) {
        return Response.status(429)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.RETRY_AFTER, e.seconds())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new OAuthErrorResponse(
                        OAuthError.TEMPORARILY_UNAVAILABLE.code(),
                        "too many attempts failed; try again in " + e.seconds() + " s"))
                .build();
    }

    private static Response unavailable(SQLException e, UriInfo uri) {
        LOG.errorf("The database does not answer: %s", e.getMessage());
        return unavailable(uri);
    }

    private static Response unavailable(UriInfo uri) {
        if (isForAdminApi(uri)) {
            return Response.fromResponse(
                            problem(503, "The server cannot answer right now").toResponse())
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                    .build();
        }
        return Response.status(OAuthError.TEMPORARILY_UNAVAILABLE.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new OAuthErrorResponse(
                        OAuthError.TEMPORARILY_UNAVAILABLE.code(), "the server cannot answer right now"))
                .build();
    }

    @ServerExceptionMapper
    public Response unforeseen(RuntimeException e, UriInfo uri) {
        var number = UUID.randomUUID().toString();
        LOG.errorf(e, "Failure %s", number);
        if (isForAdminApi(uri)) {
            return problem(500, "Unforeseen failure " + number).toResponse();
        }
        return Response.status(OAuthError.SERVER_ERROR.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new OAuthErrorResponse(OAuthError.SERVER_ERROR.code(), "unforeseen failure " + number))
                .build();
    }

    /** Two administrators changed or deleted the same thing at the same time: the later one has to look again. */
    @ServerExceptionMapper
    public RestResponse<Problem> overtaken(OptimisticLockException e) {
        return problem(409, "It was changed or deleted at the same moment; read it again");
    }

    /** A text that the database cannot hold or compare, such as one with a NUL character. */
    @ServerExceptionMapper
    public Response unstorable(DataException e, UriInfo uri) {
        return isForAdminApi(uri)
                ? problem(Problem.of(400, "Invalid input", "A value holds what cannot be stored"))
                        .toResponse()
                : unforeseen(e, uri);
    }

    private static boolean isForAdminApi(UriInfo uri) {
        return uri.getPath().startsWith(Paths.ADMIN);
    }

    private static RestResponse<Problem> problem(int status, @Nullable String detail) {
        var title = Response.Status.fromStatusCode(status).getReasonPhrase();
        return problem(Problem.of(status, title, detail));
    }

    private static String malformed(int status) {
        return switch (status) {
            case 405 -> "this endpoint does not answer to that method";
            case 415 -> "the body must be " + MediaType.APPLICATION_FORM_URLENCODED;
            default -> "the request is malformed";
        };
    }

    /** The methods of an OAuth endpoint (RFC 9110 §15.5.6). */
    private static String allowed(String path) {
        return switch (path.replaceAll("/+$", "")) {
            case Paths.TOKEN, Paths.INTROSPECT, Paths.REVOKE -> "POST";
            case Paths.AUTHORIZE -> "GET, HEAD, POST";
            default -> "GET, HEAD";
        };
    }

    private static RestResponse<Problem> problem(@Nullable Problem problem) {
        var body = problem == null ? Problem.of(500, "Internal error", null, List.of()) : problem;
        return RestResponse.ResponseBuilder.create(RestResponse.Status.fromStatusCode(body.status()), body)
                .type(MediaType.valueOf(Problem.MEDIA_TYPE))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
