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
 * A call of which an administrator or auditor wants to know why it is denied.
 *
 * @param url a path, or an absolute URL; a query is not looked at
 * @param token the access token that it carries; or else:
 * @param tokenId the id of one that was issued here; or else, to suppose one:
 * @param client the public id of the client that would have got it
 * @param scopes what it would carry; all that the client may request unless said otherwise
 * @param account the username of who would have granted it; null: the client acts for itself
 * @param forwardAuth whether another proxy forwards the call and asks by forward-auth
 */
@RegisterForReflection
public record Question(
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

    /** Never the token, so that no log line can hold it. */
    @Override
    public String toString() {
        return "Question[" + method + " " + url + "]";
    }

    /** A question that can be answered: all of it but who is meant has been read. */
    record Read(String method, RequestPath path, boolean byProxy) {}

    /**
     * Reads it.
     *
     * @throws ProblemException when it is none
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

    /** A path that cannot be read is refused by the gateway's own first step. */
    private static boolean isGuarded(RequestPath path) {
        if (!(path instanceof RequestPath.Canonical canonical)) {
            return true;
        }
        var text = canonical.toString();
        return text.startsWith(Paths.ADMIN + "/")
                || (text.startsWith(Paths.INTEGRATION + "/") && !text.startsWith(Paths.OAUTH + "/"));
    }
}
