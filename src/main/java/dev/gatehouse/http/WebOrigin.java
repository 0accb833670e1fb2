// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import dev.gatehouse.platform.AbsoluteUrl;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldErrors;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Web origins in the format of the {@code Origin} header (RFC 6454 §6.2): scheme, host and port in lower case, without
 * the default port of the scheme. Browser extensions and web view applications have schemes of their own
 * ({@code capacitor://localhost}).
 */
public final class WebOrigin {
    private static final int MAX_LENGTH = 300;
    private static final int MAX_ORIGINS = 50;

    private WebOrigin() {}

    /**
     * Returns the origin of a URI, or empty if browsers send no origin for the URI.
     */
    public static Optional<String> of(URI uri) {
        return AbsoluteUrl.of(uri)
                .filter(url -> url.hasValidPort() && !url.hasZone())
                .map(AbsoluteUrl::canonicalOrigin);
    }

    /**
     * Parses origins from an administrator. Adds an error for each origin that browsers never send.
     *
     * @return the origins as browsers send them
     */
    public static List<String> read(String field, List<@Nullable String> typed, FieldErrors errors) {
        errors.check(typed.size() <= MAX_ORIGINS, field, CommonErrors.tooManyEntries(MAX_ORIGINS));
        Set<String> origins = new LinkedHashSet<>();
        for (var i = 0; i < typed.size(); i++) {
            var each = field + "[" + i + "]";
            var text = errors.required(each, typed.get(i), MAX_LENGTH);
            if (!text.isEmpty()) {
                var url = AbsoluteUrl.parse(text).filter(AbsoluteUrl::hasValidPort);
                problem(url)
                        .ifPresentOrElse(
                                problem -> errors.add(each, problem),
                                () -> errors.check(
                                        origins.add(url.orElseThrow().canonicalOrigin()),
                                        each,
                                        CommonErrors.duplicateEntry()));
            }
        }
        return new ArrayList<>(origins);
    }

    private static Optional<ErrorText> problem(Optional<AbsoluteUrl> parsed) {
        if (parsed.isEmpty() || parsed.get().scheme().equals("file")) {
            return Optional.of(CommonErrors.notAnOrigin());
        }
        var url = parsed.get();
        if (url.hasZone()) {
            return Optional.of(CommonErrors.urlZone());
        }
        if (url.hasUserInfo() || !url.path().isEmpty() || url.hasQuery() || url.hasFragment()) {
            return Optional.of(CommonErrors.originWithPath());
        }
        return url.isHttp() && !url.isHttpsOrLoopback() ? Optional.of(CommonErrors.httpsRequired()) : Optional.empty();
    }
}
