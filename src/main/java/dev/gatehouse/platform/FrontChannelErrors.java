package dev.gatehouse.platform;

import dev.gatehouse.oauth.OAuthError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Failures as people's browsers get them. Where the client and its redirect URI were verified before, it is the client that
 * is told, by a redirect (RFC 6749 §4.1.2.1, §4.2.2.1); else the person, on a page.
 */
@ApplicationScoped
class FrontChannelErrors {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");

    private final FailureRedirect redirect;

    FrontChannelErrors(FailureRedirect redirect) {
        this.redirect = redirect;
    }

    /** The server cannot answer now. A redirect leads on at once, so {@code Retry-After} is for the page alone. */
    Response unavailable() {
        return redirect(OAuthError.TEMPORARILY_UNAVAILABLE, "the server cannot answer right now")
                .orElseGet(() -> Response.fromResponse(page(
                                OAuthError.TEMPORARILY_UNAVAILABLE.status(),
                                "Please try again in a moment",
                                "The server cannot answer right now.",
                                OAuthError.TEMPORARILY_UNAVAILABLE.code()))
                        .header(HttpHeaders.RETRY_AFTER, BusyException.RETRY_SECONDS)
                        .build());
    }

    /** What nobody foresaw, logged under a number. */
    Response unforeseen(String number) {
        return redirect(OAuthError.SERVER_ERROR, "unforeseen failure " + number)
                .orElseGet(() -> page(
                        OAuthError.SERVER_ERROR.status(),
                        "Something went wrong",
                        "The failure is logged under the number " + number + ".",
                        OAuthError.SERVER_ERROR.code()));
    }

    /** A request that is refused, whoever sent it. */
    Response refused(int status, String explanation, @Nullable String code) {
        return page(status, "This request cannot be answered", explanation, code);
    }

    private Optional<Response> redirect(OAuthError error, String description) {
        return redirect.of(error, description)
                .map(target -> Response.seeOther(target)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    private static Response page(int status, String title, String explanation, @Nullable String code) {
        return Response.status(status)
                .type(HTML)
                .entity(PlatformTemplates.problem(new ProblemPage(status, title, explanation, code)))
                .build();
    }
}
