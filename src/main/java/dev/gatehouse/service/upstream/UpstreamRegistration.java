// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import dev.gatehouse.adminapi.FieldNames;
import dev.gatehouse.platform.AbsoluteUrl;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of an upstream's registration: which fields belong together, and their syntax. Any host is allowed. */
final class UpstreamRegistration {
    private static final int MAX_URL = 1000;
    private static final int MAX_TEXT = 1000;
    private static final int MAX_SECRET = 4096;
    static final int MAX_CONCURRENT = 10_000;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]+");
    private static final Pattern SCOPE =
            Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+( [\\x21\\x23-\\x5b\\x5d-\\x7e]+)*");

    /**
     * Header fields that frame a message or identify the caller, so they cannot hold credentials, like those of one
     * connection. The names have the form of {@link FieldNames#plain}.
     */
    private static final Set<String> RESERVED = Set.of(
            "host",
            "contentlength",
            "contenttype",
            "contentencoding",
            "expect",
            "forwarded",
            "via",
            "date",
            "http2settings",
            "xrealip");

    private final UpstreamInput input;
    private final DeclaredUpstream upstream;
    private final FieldErrors errors = new FieldErrors();

    private UpstreamRegistration(UpstreamInput input, DeclaredUpstream upstream) {
        this.input = input;
        this.upstream = upstream;
    }

    /**
     * Copies an input into an upstream, except the secret.
     *
     * @return the new secret; null: the stored secret is kept, or none is needed
     * @throws dev.gatehouse.problem.ProblemException if a rule is broken
     */
    static @Nullable String apply(UpstreamInput input, DeclaredUpstream upstream) {
        return new UpstreamRegistration(input, upstream).apply();
    }

    private @Nullable String apply() {
        var goesWhere = new Destination(upstream);
        upstream.url = url();
        upstream.description = errors.optional("description", input.description(), MAX_TEXT);
        upstream.authentication = input.authentication() == null ? UpstreamAuthentication.NONE : input.authentication();
        upstream.trustedCertificates = trustedCertificates();
        upstream.maxConcurrent =
                input.maxConcurrent() == null ? UpstreamServer.DEFAULT_MAX_CONCURRENT : input.maxConcurrent();
        errors.check(
                upstream.maxConcurrent >= 1 && upstream.maxConcurrent <= MAX_CONCURRENT,
                "maxConcurrent",
                CommonErrors.outOfRange(1, MAX_CONCURRENT));
        header();
        clientCredentials();
        var secret = secret(goesWhere);
        errors.refuse();
        return secret;
    }

    private String url() {
        var text = errors.required("url", input.url(), MAX_URL);
        var canonical = parse("url", text).map(UpstreamUrl::toString).orElse(text);
        errors.check(canonical.length() <= MAX_URL, "url", CommonErrors.tooLong(MAX_URL));
        return canonical;
    }

    private void header() {
        var wanted = upstream.authentication == UpstreamAuthentication.HEADER;
        upstream.headerName = onlyWith(wanted, "headerName", input.headerName(), 100);
        onlyWith(wanted, "headerValue", input.headerValue(), MAX_SECRET);
        var name = upstream.headerName;
        if (!wanted || name == null) {
            return;
        }
        var plain = FieldNames.plain(name);
        errors.check(name.isEmpty() || TOKEN.matcher(name).matches(), "headerName", UpstreamErrors.headerName());
        errors.check(
                !RESERVED.contains(plain)
                        && !FieldNames.OF_CONNECTION.contains(plain)
                        && !plain.startsWith("xgatehouse")
                        && !plain.startsWith("xforwarded"),
                "headerName",
                UpstreamErrors.reservedHeader());
    }

    private void clientCredentials() {
        var wanted = upstream.authentication == UpstreamAuthentication.CLIENT_CREDENTIALS;
        upstream.tokenUrl = onlyWith(wanted, "tokenUrl", input.tokenUrl(), MAX_URL);
        upstream.clientId = onlyWith(wanted, "clientId", input.clientId(), 255);
        onlyWith(wanted, "clientSecret", input.clientSecret(), MAX_SECRET);
        upstream.scope = optionalWith(wanted, "scope", input.scope());
        upstream.resource = optionalWith(wanted, "resource", input.resource());
        upstream.audience = optionalWith(wanted, "audience", input.audience());
        errors.check(
                wanted || input.clientAuthentication() == null,
                "clientAuthentication",
                UpstreamErrors.otherAuthentication(upstream.authentication));
        upstream.clientAuthentication = wanted
                ? Objects.requireNonNullElse(input.clientAuthentication(), TokenServerAuthentication.BASIC)
                : null;
        if (upstream.tokenUrl != null) {
            upstream.tokenUrl = tokenUrl(upstream.tokenUrl);
        }
        errors.check(
                upstream.scope == null || SCOPE.matcher(upstream.scope).matches(),
                "scope",
                UpstreamErrors.scopeNames());
        errors.check(upstream.resource == null || isResource(upstream.resource), "resource", UpstreamErrors.resource());
    }

    /**
     * Validates a token endpoint: it must use TLS (RFC 6749 §3.2), except on loopback.
     *
     * @return the URL as typed, with its scheme in lower case
     */
    private String tokenUrl(String text) {
        var url = parse("tokenUrl", text).flatMap(valid -> UpstreamUrl.web(URI.create(text)));
        errors.check(url.map(AbsoluteUrl::isHttpsOrLoopback).orElse(true), "tokenUrl", UpstreamErrors.tokenUrl());
        return url.map(AbsoluteUrl::scheme)
                .map(scheme -> scheme + text.substring(scheme.length()))
                .orElse(text);
    }

    /**
     * Returns the new secret. The stored secret is kept only for its previous destination, so that nobody can redirect
     * it elsewhere.
     */
    private @Nullable String secret(Destination before) {
        var field = switch (upstream.authentication) {
            case NONE -> null;
            case HEADER -> "headerValue";
            case CLIENT_CREDENTIALS -> "clientSecret";
        };
        if (field == null) {
            return null;
        }
        var given =
                upstream.authentication == UpstreamAuthentication.HEADER ? input.headerValue() : input.clientSecret();
        if (given == null) {
            errors.check(before.hadSecret, field, CommonErrors.required());
            errors.check(!before.hadSecret || before.isSameAs(upstream), field, UpstreamErrors.secretAgain());
            return null;
        }
        var value = errors.required(field, given, MAX_SECRET);
        errors.check(value.isEmpty() || PRINTABLE.matcher(value).matches(), field, UpstreamErrors.secretCharacters());
        return value;
    }

    private @Nullable String trustedCertificates() {
        var pem = input.trustedCertificates();
        if (pem == null || pem.isBlank()) {
            return null;
        }
        try {
            return TrustedCertificates.parse(pem).toPem();
        } catch (TrustedCertificates.Malformed e) {
            errors.add("trustedCertificates", e.why());
            return null;
        }
    }

    /** Validates a field that one kind of authentication requires and all others forbid. Returns null for secrets. */
    private @Nullable String onlyWith(boolean applies, String field, @Nullable String value, int maxLength) {
        if (!applies) {
            return optionalWith(false, field, value);
        }
        var secret = field.equals("headerValue") || field.equals("clientSecret");
        return secret ? null : errors.required(field, value, maxLength);
    }

    private @Nullable String optionalWith(boolean applies, String field, @Nullable String value) {
        errors.check(applies || value == null, field, UpstreamErrors.otherAuthentication(upstream.authentication));
        return applies ? errors.optional(field, value, MAX_TEXT) : null;
    }

    private Optional<UpstreamUrl> parse(String field, String text) {
        return text.isEmpty() ? Optional.empty() : UpstreamUrl.parse(text, field, errors);
    }

    /** A resource is any absolute URI without a fragment (RFC 8707 §2), so it needs no host. */
    private static boolean isResource(String text) {
        try {
            var uri = new URI(text);
            return uri.isAbsolute() && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The destination and the use of a secret. */
    private static final class Destination {
        private final boolean hadSecret;
        private final @Nullable UpstreamAuthentication authentication;
        private final @Nullable String origin;
        private final @Nullable String tokenUrl;

        Destination(DeclaredUpstream upstream) {
            this.hadSecret = upstream.sealedSecret != null;
            this.authentication = upstream.authentication;
            this.origin =
                    hadSecret ? upstream.parsedUrl().map(UpstreamUrl::origin).orElse(null) : null;
            this.tokenUrl = upstream.tokenUrl;
        }

        /** The URL may be invalid here; an invalid URL is rejected anyway. */
        boolean isSameAs(DeclaredUpstream changed) {
            return authentication == changed.authentication
                    && origin != null
                    && (changed.url.equals(origin) || changed.url.startsWith(origin + "/"))
                    && Objects.equals(tokenUrl, changed.tokenUrl);
        }
    }
}
