// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.errors.PlatformTemplates;
import dev.gatehouse.errors.ProblemPage;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.Locations;
import dev.gatehouse.http.Messages;
import dev.gatehouse.http.PageHeaders;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.problem.TooManyAttemptsException;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The responses to browsers in the front channel. */
final class Pages {
    private Pages() {}

    /** Redirects with a GET request, for any request method (RFC 9700 §4.12). */
    static RestResponse<TemplateInstance> redirect(URI target) {
        return redirect(target, null);
    }

    static RestResponse<TemplateInstance> redirect(URI target, @Nullable NewCookie cookie) {
        var response = Locations.<TemplateInstance>seeOther(target).header("Cache-Control", "no-store");
        return (cookie == null ? response : response.cookie(cookie)).build();
    }

    /** Sends a response to the client, by a redirect or a form post. */
    static RestResponse<TemplateInstance> answer(AuthorizationResponse answer) {
        return switch (answer.mode()) {
            case QUERY -> redirect(answer.to().withQuery(answer.encoded()));
            case FRAGMENT -> redirect(answer.to().withFragment(answer.encoded()));
            case FORM_POST -> {
                var page = page(RestResponse.Status.OK, AuthorizeTemplates.formPost(FormPostPage.of(answer)));
                page.getHeaders().putSingle("Content-Security-Policy", PageHeaders.POLICY_OF_A_FORM_POST);
                // With the stricter policy of other pages, the form's Origin header would be null.
                page.getHeaders().putSingle("Referrer-Policy", "strict-origin");
                yield page;
            }
        };
    }

    /** Sends an error response to the client, by a redirect or a form post. */
    static Response failure(AuthorizationResponse answer) {
        return answer(answer).toResponse();
    }

    /** Returns the error page for an error that must not be sent to the client. */
    static RestResponse<TemplateInstance> problem(AuthorizationError.ShownToUser fault, Language language) {
        var status = RestResponse.Status.BAD_REQUEST;
        return page(
                status,
                PlatformTemplates.problem(new ProblemPage(
                        status.getStatusCode(),
                        language.texts(Messages.class).brokenLink(),
                        language.text(fault.reason()),
                        fault.error().code())));
    }

    /** Returns an error page. */
    static Response refusal(Status status, String title, String explanation, OAuthError error) {
        return page(
                        RestResponse.Status.fromStatusCode(status.getStatusCode()),
                        PlatformTemplates.problem(
                                new ProblemPage(status.getStatusCode(), title, explanation, error.code())))
                .toResponse();
    }

    /** Returns the error page for plain HTTP. */
    static Response notSecure(Messages texts) {
        var status = RestResponse.Status.BAD_REQUEST;
        return page(
                        status,
                        PlatformTemplates.notSecure(new ProblemPage(
                                status.getStatusCode(),
                                texts.notSecure(),
                                texts.notSecureExplanation(),
                                OAuthError.INVALID_REQUEST.code())))
                .toResponse();
    }

    /** Returns the error page for a request that expired, or that belongs to another browser or user. */
    static RestResponse<TemplateInstance> expired(Messages texts) {
        var status = RestResponse.Status.BAD_REQUEST;
        return page(
                status,
                PlatformTemplates.problem(
                        new ProblemPage(status.getStatusCode(), texts.expired(), texts.expiredExplanation(), null)));
    }

    /** Returns the error page for too many requests from an address (RFC 6585 §4). The request is not stored. */
    static RestResponse<TemplateInstance> tooMany(TooManyAttemptsException tooMany, Messages texts) {
        var status = RestResponse.Status.TOO_MANY_REQUESTS;
        var answer = page(
                status,
                PlatformTemplates.problem(new ProblemPage(
                        status.getStatusCode(),
                        texts.tooManyRequests(),
                        texts.tooManyRequestsExplanation(tooMany.seconds()),
                        OAuthError.TEMPORARILY_UNAVAILABLE.code())));
        answer.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, tooMany.seconds());
        answer.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        return answer;
    }

    static RestResponse<TemplateInstance> page(RestResponse.Status status, TemplateInstance page) {
        return ResponseBuilder.create(status, page)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .build();
    }
}
