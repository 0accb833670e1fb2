// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The certificates that an upstream's certificate chain must end at, instead of the system's trusted certificates. At
 * least one.
 */
record TrustedCertificates(List<X509Certificate> certificates) {
    static final int MAX_LENGTH = 100_000;
    private static final int MAX_COUNT = 50;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----\\s*([A-Za-z0-9+/=\\s]*?)-----END CERTIFICATE-----");

    TrustedCertificates {
        certificates = List.copyOf(certificates);
    }

    /** Thrown for a malformed text. The message contains nothing of the text. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient ErrorText why;

        private Malformed(ErrorText why) {
            super(why.code());
            this.why = why;
        }

        ErrorText why() {
            return why;
        }
    }

    /** Parses PEM (RFC 7468 §5). Text around the certificates is allowed, other PEM blocks are not. */
    static TrustedCertificates parse(String pem) throws Malformed {
        if (pem.length() > MAX_LENGTH) {
            throw new Malformed(CommonErrors.tooLong(MAX_LENGTH));
        }
        if (PEM.matcher(pem).replaceAll("").contains("-----")) {
            throw new Malformed(UpstreamErrors.notPem());
        }
        var found = new ArrayList<X509Certificate>();
        for (var block : PEM.matcher(pem).results().toList()) {
            found.add(certificate(block.group(1)));
        }
        if (found.isEmpty() || found.size() > MAX_COUNT) {
            throw new Malformed(UpstreamErrors.certificateCount(MAX_COUNT));
        }
        return new TrustedCertificates(found);
    }

    private static X509Certificate certificate(String base64) throws Malformed {
        try {
            var bytes = Base64.getMimeDecoder().decode(base64);
            if (CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes))
                    instanceof X509Certificate certificate) {
                return certificate;
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new Malformed(UpstreamErrors.certificateUnreadable());
        }
        throw new Malformed(UpstreamErrors.certificateNotX509());
    }

    /** Returns the certificates in the stored form. */
    String toPem() {
        return certificates.stream().map(TrustedCertificates::toPem).collect(Collectors.joining());
    }

    private static String toPem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateException e) {
            throw new IllegalStateException("what was parsed can be encoded", e);
        }
    }

    /** Returns warnings about certificates that are not valid at a time. */
    List<ErrorText> warnings(Instant now) {
        return certificates.stream()
                .filter(certificate -> now.isAfter(certificate.getNotAfter().toInstant())
                        || now.isBefore(certificate.getNotBefore().toInstant()))
                .map(certificate -> UpstreamErrors.certificateValidity(
                        certificate.getSubjectX500Principal().getName(),
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()))
                .toList();
    }
}
