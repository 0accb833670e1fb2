// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import dev.gatehouse.problem.ErrorText;
import java.time.Instant;

/** The errors of declared upstreams. */
public final class UpstreamErrors {
    private UpstreamErrors() {}

    static ErrorText notFound() {
        return ErrorText.of("upstream.not-found");
    }

    static ErrorText taken(String url) {
        return ErrorText.of("upstream.taken", url);
    }

    static ErrorText path() {
        return ErrorText.of("upstream.path");
    }

    static ErrorText headerName() {
        return ErrorText.of("upstream.header-name");
    }

    static ErrorText reservedHeader() {
        return ErrorText.of("upstream.header-reserved");
    }

    static ErrorText otherAuthentication(UpstreamAuthentication chosen) {
        return ErrorText.of("upstream.other-authentication", chosen);
    }

    static ErrorText scopeNames() {
        return ErrorText.of("upstream.scope");
    }

    static ErrorText resource() {
        return ErrorText.of("upstream.resource");
    }

    static ErrorText tokenUrl() {
        return ErrorText.of("upstream.token-url");
    }

    static ErrorText secretAgain() {
        return ErrorText.of("upstream.secret-again");
    }

    static ErrorText secretCharacters() {
        return ErrorText.of("upstream.secret-characters");
    }

    static ErrorText notPem() {
        return ErrorText.of("certificates.not-pem");
    }

    static ErrorText certificateCount(int most) {
        return ErrorText.of("certificates.count", most);
    }

    static ErrorText certificateUnreadable() {
        return ErrorText.of("certificates.unreadable");
    }

    static ErrorText certificateNotX509() {
        return ErrorText.of("certificates.not-x509");
    }

    static ErrorText credentialsInTheOpen() {
        return ErrorText.of("upstream.credentials-in-the-open");
    }

    static ErrorText storedCertificatesUnreadable() {
        return ErrorText.of("certificates.stored-unreadable");
    }

    static ErrorText certificateValidity(String subject, Instant from, Instant to) {
        return ErrorText.of("certificates.validity", subject, from, to);
    }

    public static ErrorText notAUrl() {
        return ErrorText.of("url.not-http");
    }

    public static ErrorText urlExtras() {
        return ErrorText.of("url.user-query-fragment");
    }
}
