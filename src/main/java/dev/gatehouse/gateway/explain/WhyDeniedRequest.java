// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.explain;

import dev.gatehouse.gateway.CanonicalPaths;
import dev.gatehouse.gateway.GatewayErrors;
import dev.gatehouse.gateway.OriginalRequest;
import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.RequestPath;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The question why a call is denied. It names a token in one of three ways: the token itself, its ID, or the client and
 * user of a hypothetical token.
 *
 * @param url a path or an absolute URL; a query is ignored
 * @param token the access token of the call
 * @param tokenId the ID of a token that Gatehouse issued
 * @param client the client ID of a hypothetical token
 * @param scopes the scopes of a hypothetical token; by default all that the client may request
 * @param account the username of the user who would have granted the token; null if the client acts for itself
 * @param forwardAuth whether a proxy forwards the call and asks by forward-auth
 */
@RegisterForReflection
public record WhyDeniedRequest(
        @Nullable String method,
        @Nullable String url,
        @Nullable String token,
        @Nullable UUID tokenId,
        @Nullable String client,
        @Nullable List<String> scopes,
        @Nullable String account,
        @Nullable Boolean forwardAuth) {
    private static final int MAX_URL = 10_000;
    private static final int MAX_NAME = 200;
    private static final Pattern ORIGIN = Pattern.compile("(?i)^https?://[^/?#]*");

    /** The text never contains the token, so that no log line does. */
    @Override
    public String toString() {
        return "WhyDeniedRequest[" + method + " " + url + "]";
    }

    /** A valid question, except that its token is not looked up yet. */
    record Read(String method, RequestPath path, boolean byProxy) {}

    /**
     * Validates the question.
     *
     * @throws ProblemException if the question is invalid
     */
    Read read() {
        var errors = new FieldErrors();
        var verb = errors.required("method", method, MAX_NAME).toUpperCase(Locale.ROOT);
        errors.check(verb.isEmpty() || HttpMethods.isKnown(verb), "method", GatewayErrors.unknownMethod());
        var address = errors.required("url", url, MAX_URL);
        errors.check(token == null || tokenId == null, "tokenId", GatewayErrors.withToken());
        errors.check((token == null && tokenId == null) || client == null, "client", GatewayErrors.withToken());
        errors.check(scopes == null || client != null, "scopes", GatewayErrors.withoutClient());
        errors.check(scopes == null || !scopes.contains(null), "scopes", CommonErrors.nullEntry());
        errors.check(account == null || client != null, "account", GatewayErrors.withoutClient());
        var sent = ORIGIN.matcher(address).replaceFirst("").replaceFirst("[?#].*$", "");
        var proxied = Boolean.TRUE.equals(forwardAuth);
        var path = proxied ? OriginalRequest.of(verb, sent).path() : CanonicalPaths.read(sent);
        errors.check(address.isEmpty() || proxied || isGuarded(path), "url", GatewayErrors.unguarded());
        errors.refuse();
        return new Read(verb, path, proxied);
    }

    /** An invalid path belongs to the gateway, because the gateway's first step rejects it. */
    private static boolean isGuarded(RequestPath path) {
        if (!(path instanceof RequestPath.Canonical canonical)) {
            return true;
        }
        var text = canonical.toString();
        return Paths.isForAdministration(text)
                || (text.startsWith(Paths.INTEGRATION + "/") && !text.startsWith(Paths.OAUTH + "/"));
    }
}
