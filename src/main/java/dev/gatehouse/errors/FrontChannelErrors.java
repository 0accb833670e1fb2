// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import dev.gatehouse.http.HostRefusal;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.Messages;
import dev.gatehouse.http.body.BodyRejectedException;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.Problem;
import dev.gatehouse.problem.QuotaExceededException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Error responses for browsers. If the client and its redirect URI are verified, a redirect reports the error to the
 * client (RFC 6749 §4.1.2.1, §4.2.2.1). Otherwise an error page informs the user.
 */
@ApplicationScoped
class FrontChannelErrors {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");

    private final FailureRedirect redirect;
    private final Language language;

    FrontChannelErrors(FailureRedirect redirect, Language language) {
        this.redirect = redirect;
        this.language = language;
    }

    /**
     * The server cannot answer now. Only the page has {@code Retry-After}, because browsers follow a redirect
     * immediately.
     */
    Response unavailable() {
        return redirect.of(OAuthError.TEMPORARILY_UNAVAILABLE, CommonErrors.unavailable())
                .orElseGet(() -> Response.fromResponse(page(new ProblemPage(
                                OAuthError.TEMPORARILY_UNAVAILABLE.status(),
                                texts().unavailable(),
                                texts().unavailableExplanation(),
                                OAuthError.TEMPORARILY_UNAVAILABLE.code())))
                        .header(HttpHeaders.RETRY_AFTER, BusyException.RETRY_SECONDS)
                        .build());
    }

    /** The tenant has used up a quota for now. Only the page has {@code Retry-After}, as in {@link #unavailable}. */
    Response overQuota(QuotaExceededException e) {
        return redirect.of(OAuthError.TEMPORARILY_UNAVAILABLE, e.reason())
                .orElseGet(
                        () -> Response.fromResponse(refused(429, e.reason(), OAuthError.TEMPORARILY_UNAVAILABLE.code()))
                                .header(HttpHeaders.RETRY_AFTER, e.seconds())
                                .build());
    }

    /** An unexpected failure, logged under a number. */
    Response unforeseen(String number) {
        return redirect.of(OAuthError.SERVER_ERROR, CommonErrors.unforeseen(number))
                .orElseGet(() -> page(new ProblemPage(
                        OAuthError.SERVER_ERROR.status(),
                        texts().unforeseen(),
                        texts().unforeseenExplanation(number),
                        OAuthError.SERVER_ERROR.code())));
    }

    /** A request for a host that is not a configured host of this server. */
    Response unknownBaseUrl() {
        return page(new ProblemPage(
                OAuthError.INVALID_REQUEST.status(),
                texts().unknownAddress(),
                texts().unknownAddressExplanation(),
                OAuthError.INVALID_REQUEST.code()));
    }

    /** A request for a host that no tenant answers. */
    Response hostRefused(HostRefusal reason) {
        return page(
                switch (reason) {
                    case UNKNOWN ->
                        new ProblemPage(
                                reason.status(), texts().unknownAddress(), texts().unknownHostExplanation(), null);
                    case SUSPENDED ->
                        new ProblemPage(reason.status(), texts().suspended(), texts().suspendedExplanation(), null);
                });
    }

    /** A body that is late, too large or incomplete. */
    Response body(BodyRejectedException refusal) {
        var tooLarge = refusal.reason() == BodyRejectedException.Reason.TOO_LARGE;
        var explanation = switch (refusal.reason()) {
            case TOO_LARGE -> texts().tooLargeExplanation(refusal.limit());
            case LATE, BROKEN_OFF, CODED, NO_MEMORY -> texts().tooSlowExplanation();
        };
        return page(new ProblemPage(
                refusal.reason().status(),
                tooLarge ? texts().tooLarge() : texts().tooSlow(),
                explanation,
                OAuthError.INVALID_REQUEST.code()));
    }

    /** The error of an admin API resource that a page called. */
    Response refused(Problem problem) {
        var detail = problem.detail();
        var explanation = detail == null
                ? problem.errors().stream().map(language::text).distinct().collect(Collectors.joining(" "))
                : language.text(detail);
        return page(new ProblemPage(problem.status(), texts().refused(), explanation, null));
    }

    /** A rejected request. */
    Response refused(int status, ErrorText why, @Nullable String code) {
        return page(new ProblemPage(status, texts().refused(), language.text(why), code));
    }

    /** A path without a page. */
    Response notFound() {
        return page(new ProblemPage(404, texts().notFound(), texts().notFoundExplanation(), null));
    }

    private static Response page(ProblemPage page) {
        return Response.status(page.status())
                .type(HTML)
                .entity(PlatformTemplates.problem(page))
                .build();
    }

    private Messages texts() {
        return language.texts(Messages.class);
    }
}
