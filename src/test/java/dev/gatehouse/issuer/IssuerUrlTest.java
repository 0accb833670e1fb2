// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuerUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://issuer.example/meta, https://keys.example/jwks,    true",
        "https://issuer.example/meta, http://127.0.0.1:9000/jwks,   false",
        "https://issuer.example/meta, http://localhost/jwks,        false",
        "https://issuer.example/meta, http://issuer.example/jwks,   false",
        "http://127.0.0.1:8081/meta,  http://127.0.0.1:9000/jwks,   true",
        "http://127.0.0.1:8081/meta,  https://keys.example/jwks,    true",
        "http://127.0.0.1:8081/meta,  http://keys.example/jwks,     false"
    })
    void documentThatCameByHttpsMayNotLeadToPlainHttp(String document, String named, boolean followed) {
        assertThat(IssuerUrl.parseNamedIn(URI.create(document), named).isPresent())
                .isEqualTo(followed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://issuer.example:8443/a?b, true",
        "http://localhost:9000,           true",
        "http://[::1],                    true",
        "HTTPS://issuer.example,          false",
        "HTTP://localhost,                false",
        "http://127.0.0.2,                true",
        "http://127.0.0.1.example,        false",
        "https://[fe80::1%25eth0],        false",
        "https://[fe80::1%eth0],          false",
        "http://issuer.example,           false",
        "https://user@issuer.example,     false",
        "https://issuer.example#a,        false",
        "https://issuer.example:0,        false",
        "https://issuer.example:65536,    false",
        "https:issuer.example,            false",
        "issuer.example,                  false"
    })
    void isHttpsOrHttpOnLoopback(String text, boolean accepted) {
        assertThat(IssuerUrl.parse(text).isPresent()).isEqualTo(accepted);
    }
}
