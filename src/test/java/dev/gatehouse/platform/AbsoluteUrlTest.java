// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are absolute URLs, and what their parts are. */
class AbsoluteUrlTest {
    private static AbsoluteUrl url(String text) {
        return AbsoluteUrl.parse(text).orElseThrow();
    }

    @Nested
    class Parse {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "example.com",
                    "//example.com",
                    "/path",
                    "https://",
                    "https:///path",
                    "https:example.com",
                    "https://exa mple.com",
                    "https://under_score.example",
                    "https://example.com:port",
                    "mailto:root@example.com",
                    "com.example.app:/callback"
                })
        void rejectsTextsWithoutSchemeOrHost(String text) {
            assertThat(AbsoluteUrl.parse(text)).isEmpty();
        }

        @Test
        void lowersSchemeAndHostOnly() {
            var url = url("HTTPS://Example.COM:8443/Path?Query");

            assertThat(url.origin()).isEqualTo("https://example.com:8443");
            assertThat(url.path()).isEqualTo("/Path");
            assertThat(url).hasToString("HTTPS://Example.COM:8443/Path?Query");
        }
    }

    @Nested
    class WithUnderscores {
        @ParameterizedTest
        @CsvSource({
            "http://My_Service:8080/a, http://my_service:8080",
            "http://my_service, http://my_service",
            "http://my_service:, http://my_service",
            "http://example.com, http://example.com",
            "http://[::1]:80, http://[::1]:80",
        })
        void acceptsHostsOfContainerNetworks(String text, String origin) {
            assertThat(AbsoluteUrl.withUnderscores(URI.create(text))
                            .orElseThrow()
                            .origin())
                    .isEqualTo(origin);
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://user@my_service", "http://my_service:1234567890", "http://-my_service", "a:b"})
        void rejectsOtherAuthorities(String text) {
            assertThat(AbsoluteUrl.withUnderscores(URI.create(text))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, true",
        "https://example.com:1, true",
        "https://example.com:65535, true",
        "https://example.com:0, false",
        "https://example.com:65536, false",
    })
    void portIsBetween1And65535(String text, boolean valid) {
        assertThat(url(text).hasValidPort()).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com:443, https://example.com",
        "http://example.com:80, http://example.com",
        "https://example.com:80, https://example.com:80",
        "http://example.com:443, http://example.com:443",
        "capacitor://localhost:80, capacitor://localhost:80",
        "https://[2001:db8::1]:443/path, https://[2001:db8::1]",
    })
    void canonicalOriginOmitsTheDefaultPortOfTheScheme(String text, String origin) {
        assertThat(url(text).canonicalOrigin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, true, false",
        "http://localhost:8080, true, true",
        "http://LOCALHOST, true, true",
        "http://127.0.0.1, true, true",
        "http://127.0.0.2, true, false",
        "http://[::1], true, true",
        "http://example.com, false, false",
        "http://localhost.example.com, false, false",
        "ftp://localhost, false, false",
    })
    void plainHttpIsForLoopback(String text, boolean allowed, boolean named) {
        assertThat(url(text).isHttpsOrLoopback()).isEqualTo(allowed);
        assertThat(url(text).isNamedLoopback()).isEqualTo(named);
    }
}
