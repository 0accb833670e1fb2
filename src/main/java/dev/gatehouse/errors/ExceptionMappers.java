// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.database.DatabaseOutage;
import dev.gatehouse.http.AllowedMethods;
import dev.gatehouse.http.HostRefusedException;
import dev.gatehouse.http.Paths;
import dev.gatehouse.http.UnknownBaseUrlException;
import dev.gatehouse.http.body.BodyRejectedException;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.Problem;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.QuotaExceededException;
import dev.gatehouse.problem.TooManyAttemptsException;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLDecoder;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.exception.DataException;
import org.hibernate.exception.JDBCConnectionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.common.util.URLUtils;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Maps exceptions to error responses: RFC 6749 errors for OAuth endpoints, problem details (RFC 9457) for the admin
 * API, pages for users. An unexpected failure is logged under a number, and the response contains the number only.
 */
public class ExceptionMappers {
    private static final Logger LOG = Logger.getLogger(ExceptionMappers.class);
    private static final Set<String> FORM_DECODERS = Set.of(URLUtils.class.getName(), URLDecoder.class.getName());

    private final FrontChannelErrors frontChannel;
    private final Preconditions preconditions;

    ExceptionMappers(FrontChannelErrors frontChannel, Preconditions preconditions) {
        this.frontChannel = frontChannel;
        this.preconditions = preconditions;
    }

    @ServerExceptionMapper
    public Response oauth(OAuthException e, UriInfo uri) {
        if (isForPeople(uri)) {
            return frontChannel.refused(
                    e.error().status(),
                    CommonErrors.malformedRequest(),
                    e.error().code());
        }
        var response = oauth(e.error(), e.description());
        if (e.basicChallenge()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"gatehouse\", charset=\"UTF-8\"");
        }
        return response.build();
    }

    @ServerExceptionMapper
    public Response problem(ProblemException e, UriInfo uri) {
        return isForPeople(uri)
                ? frontChannel.refused(e.problem())
                : problem(e.problem()).toResponse();
    }

    /** Maps a host that is not in the configuration: the server must not trust the host that the caller sends. */
    @ServerExceptionMapper
    public Response unknownBaseUrl(UnknownBaseUrlException e, UriInfo uri) {
        if (isForPeople(uri)) {
            return frontChannel.unknownBaseUrl();
        }
        return expectsProblems(uri)
                ? problem(400, CommonErrors.unknownBaseUrl()).toResponse()
                : oauth(
                                OAuthError.INVALID_REQUEST,
                                CommonErrors.unknownBaseUrl().inEnglish())
                        .build();
    }

    /** Maps a host that no tenant answers. */
    @ServerExceptionMapper
    public Response hostRefused(HostRefusedException e, UriInfo uri) {
        var why = switch (e.reason()) {
            case UNKNOWN -> CommonErrors.unknownHost();
            case SUSPENDED -> CommonErrors.tenantSuspended();
        };
        if (isForPeople(uri)) {
            return frontChannel.hostRefused(e.reason());
        }
        return expectsProblems(uri)
                ? problem(e.reason().status(), why).toResponse()
                : oauth(OAuthError.ACCESS_DENIED, why.inEnglish())
                        .status(e.reason().status())
                        .build();
    }

    /** Maps a body that is not JSON. */
    @ServerExceptionMapper
    public RestResponse<Problem> json(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            var error = FieldError.atPath(
                    mapping.getPath().stream()
                            .<Object>map(part -> part.getFieldName() == null ? part.getIndex() : part.getFieldName())
                            .toList(),
                    CommonErrors.unknownField());
            return problem(Problem.of(400, "Invalid input", null, List.of(error)));
        }
        var why = e instanceof MismatchedInputException ? CommonErrors.otherJson() : CommonErrors.malformedJson();
        return problem(Problem.of(400, "Invalid input", why));
    }

    /** Maps JSON of the wrong structure. Quarkus has its own mapper for this type, which answers without a body. */
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
        if (expectsProblems(uri)) {
            return allowing(
                    Response.fromResponse(problem(status, reason(status)).toResponse()), status);
        }
        var path = path(uri);
        if (isForPeople(uri) && status == 404) {
            return frontChannel.notFound();
        }
        if (isForPeople(uri) && status / 100 == 4) {
            return allowing(
                    Response.fromResponse(
                            frontChannel.refused(status, malformed(status), OAuthError.INVALID_REQUEST.code())),
                    status);
        }
        if (path.startsWith(Paths.OAUTH + "/") && status / 100 == 4) {
            var answer = oauth(OAuthError.INVALID_REQUEST, malformed(status).inEnglish())
                    .status(status);
            return allowing(answer, status);
        }
        return allowing(Response.fromResponse(e.getResponse()), status);
    }

    /** Adds the allowed methods to a 405 response (RFC 9110 §15.5.6). */
    private static Response allowing(Response.ResponseBuilder answer, int status) {
        return (status == 405 ? answer.header(HttpHeaders.ALLOW, String.join(", ", AllowedMethods.here())) : answer)
                .build();
    }

    /** Maps a database that does not answer to 503, so that the caller may retry. */
    @ServerExceptionMapper
    public Response unavailable(JDBCConnectionException e, UriInfo uri) {
        return unavailable(e.getSQLException(), uri);
    }

    /** Maps a body that is late, too large, compressed or incomplete, and a body that exceeds the memory for bodies. */
    @ServerExceptionMapper
    public Response body(BodyRejectedException e, UriInfo uri) {
        if (e.reason() == BodyRejectedException.Reason.NO_MEMORY) {
            return unavailable(uri);
        }
        var why = switch (e.reason()) {
            case TOO_LARGE -> CommonErrors.bodyTooLarge(e.limit());
            case LATE -> CommonErrors.bodyLate();
            case CODED -> CommonErrors.bodyCompressed();
            case BROKEN_OFF, NO_MEMORY -> CommonErrors.bodyIncomplete();
        };
        if (e.reason() == BodyRejectedException.Reason.CODED) {
            return Response.fromResponse(refused(e, why, uri))
                    .header(HttpHeaders.ACCEPT_ENCODING, "identity")
                    .build();
        }
        return isForPeople(uri) ? frontChannel.body(e) : refused(e, why, uri);
    }

    private Response refused(BodyRejectedException e, ErrorText why, UriInfo uri) {
        var status = e.reason().status();
        if (isForPeople(uri)) {
            return frontChannel.refused(status, why, OAuthError.INVALID_REQUEST.code());
        }
        return expectsProblems(uri)
                ? problem(status, why).toResponse()
                : oauth(OAuthError.INVALID_REQUEST, why.inEnglish())
                        .status(status)
                        .build();
    }

    /** Maps too many password checks in progress. */
    @ServerExceptionMapper
    public Response busy(BusyException e, UriInfo uri) {
        return unavailable(uri);
    }

    /** Maps too many failed attempts. */
    @ServerExceptionMapper
    public Response tooMany(TooManyAttemptsException e, UriInfo uri) {
        var why = CommonErrors.tooManyAttempts(e.seconds());
        var answer = expectsProblems(uri)
                ? problem(429, why).toResponse()
                : oauth(OAuthError.TEMPORARILY_UNAVAILABLE, why.inEnglish())
                        .status(429)
                        .build();
        answer.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, e.seconds());
        return answer;
    }

    /** Maps a quota that the tenant has used up for now. */
    @ServerExceptionMapper
    public Response overQuota(QuotaExceededException e, UriInfo uri) {
        if (isForPeople(uri)) {
            return frontChannel.overQuota(e);
        }
        var answer = expectsProblems(uri)
                ? problem(429, e.reason()).toResponse()
                : oauth(OAuthError.TEMPORARILY_UNAVAILABLE, e.reason().inEnglish())
                        .status(429)
                        .build();
        answer.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, e.seconds());
        return answer;
    }

    private Response unavailable(SQLException e, UriInfo uri) {
        LOG.errorf("The database does not answer: %s", e.getMessage());
        return unavailable(uri);
    }

    private Response unavailable(UriInfo uri) {
        if (isForPeople(uri)) {
            return frontChannel.unavailable();
        }
        if (expectsProblems(uri)) {
            return Response.fromResponse(
                            problem(503, CommonErrors.unavailable()).toResponse())
                    .header(HttpHeaders.RETRY_AFTER, BusyException.RETRY_SECONDS)
                    .build();
        }
        return oauth(
                        OAuthError.TEMPORARILY_UNAVAILABLE,
                        CommonErrors.unavailable().inEnglish())
                .build();
    }

    @ServerExceptionMapper
    public Response any(RuntimeException e, UriInfo uri) {
        if (isOfUndecodableForm(e)) {
            return web(new BadRequestException(), uri);
        }
        return DatabaseOutage.behind(e).map(outage -> unavailable(outage, uri)).orElseGet(() -> unforeseen(e, uri));
    }

    /**
     * Returns whether the framework failed to decode a form. The exception has no type of its own, and its message can
     * contain the value of the field, which can be a password and must not be logged.
     */
    private static boolean isOfUndecodableForm(RuntimeException e) {
        return e instanceof IllegalArgumentException
                && e.getStackTrace().length > 0
                && FORM_DECODERS.contains(e.getStackTrace()[0].getClassName());
    }

    private Response unforeseen(RuntimeException e, UriInfo uri) {
        var number = UUID.randomUUID().toString();
        LOG.errorf(e, "Failure %s", number);
        if (isForPeople(uri)) {
            return frontChannel.unforeseen(number);
        }
        if (expectsProblems(uri)) {
            return problem(500, CommonErrors.unforeseen(number)).toResponse();
        }
        return oauth(OAuthError.SERVER_ERROR, CommonErrors.unforeseen(number).inEnglish())
                .build();
    }

    /** Maps concurrent changes or deletions of one row. The later administrator must read the resource again. */
    @ServerExceptionMapper
    public Response overtaken(OptimisticLockException e, UriInfo uri) {
        if (isForPeople(uri)) {
            return frontChannel.refused(409, CommonErrors.concurrentChange(), null);
        }
        return problem(preconditions.areGiven() ? 412 : 409, CommonErrors.concurrentChange())
                .toResponse();
    }

    /** Maps a text that the database cannot store or compare, for example a text with a NUL character. */
    @ServerExceptionMapper
    public Response unstorable(DataException e, UriInfo uri) {
        if (expectsProblems(uri)) {
            return problem(Problem.of(400, "Invalid input", CommonErrors.unstorable()))
                    .toResponse();
        }
        return isOfTheConsole(uri) ? frontChannel.refused(400, CommonErrors.unstorable(), null) : unforeseen(e, uri);
    }

    /** Returns whether the path belongs to the admin API or to endpoints that the scripts of Gatehouse pages call. */
    private static boolean expectsProblems(UriInfo uri) {
        var path = path(uri);
        return Paths.isForAdministration(path)
                || Paths.OWN_SCRIPTS.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
    }

    private static boolean isForPeople(UriInfo uri) {
        return Paths.isForPeople(path(uri));
    }

    /** Returns whether the path belongs to pages that involve no client. */
    private static boolean isOfTheConsole(UriInfo uri) {
        var path = path(uri);
        return Stream.of(Paths.CONSOLE, Paths.MY_ACCESS)
                .anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
    }

    /** Returns the normalized path: without doubled slashes and without a trailing slash. */
    private static String path(UriInfo uri) {
        return Paths.plain("/" + uri.getPath());
    }

    /** Builds the error response of RFC 6749 §5.2. Responses with 503 have the same format. */
    private static Response.ResponseBuilder oauth(OAuthError error, String description) {
        var answer = Response.status(error.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(new OAuthErrorResponse(error.code(), description));
        return error == OAuthError.TEMPORARILY_UNAVAILABLE
                ? answer.header(HttpHeaders.RETRY_AFTER, BusyException.RETRY_SECONDS)
                : answer;
    }

    private static RestResponse<Problem> problem(int status, @Nullable ErrorText detail) {
        var title = Response.Status.fromStatusCode(status).getReasonPhrase();
        return problem(Problem.of(status, title, detail));
    }

    /** Returns why the admin API rejects a request that no resource got; null if the status is not of the request. */
    private static @Nullable ErrorText reason(int status) {
        return switch (status) {
            case 404 -> CommonErrors.pathNotFound();
            case 405 -> CommonErrors.methodNotAllowed();
            case 406 -> CommonErrors.notAcceptable();
            case 415 -> CommonErrors.unsupportedMediaType();
            default -> status / 100 == 4 ? CommonErrors.malformedRequest() : null;
        };
    }

    private static ErrorText malformed(int status) {
        return switch (status) {
            case 405 -> CommonErrors.methodNotAllowed();
            case 415 -> CommonErrors.formRequired(MediaType.APPLICATION_FORM_URLENCODED);
            default -> CommonErrors.malformedRequest();
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
