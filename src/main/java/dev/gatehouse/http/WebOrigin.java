// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import dev.gatehouse.platform.Loopback;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldErrors;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
    private static final int MAX_PORT = 65_535;

    private WebOrigin() {}

    /** Returns the origin of a URI, or empty if browsers send no origin for the URI. */
    public static Optional<String> of(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null || uri.getPort() > MAX_PORT) {
            return Optional.empty();
        }
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        var isDefault = uri.getPort() < 0
                || (scheme.equals("https") && uri.getPort() == 443)
                || (scheme.equals("http") && uri.getPort() == 80);
        return Optional.of(
                scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (isDefault ? "" : ":" + uri.getPort()));
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
                problem(text)
                        .ifPresentOrElse(
                                problem -> errors.add(each, problem),
                                () -> errors.check(
                                        origins.add(of(URI.create(text)).orElseThrow()),
                                        each,
                                        CommonErrors.duplicateEntry()));
            }
        }
        return new ArrayList<>(origins);
    }

    private static Optional<ErrorText> problem(String text) {
        try {
            var uri = new URI(text);
            if (of(uri).isEmpty() || uri.getScheme().equalsIgnoreCase("file")) {
                return Optional.of(CommonErrors.notAnOrigin());
            }
            if (uri.getRawUserInfo() != null
                    || !uri.getRawPath().isEmpty()
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                return Optional.of(CommonErrors.originWithPath());
            }
            return uri.getScheme().equalsIgnoreCase("http") && !Loopback.isHost(uri.getHost())
                    ? Optional.of(CommonErrors.httpsRequired())
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of(CommonErrors.notAnOrigin());
        }
    }
}
