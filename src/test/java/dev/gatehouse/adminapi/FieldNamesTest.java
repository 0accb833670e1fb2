// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Normalization of header field names, because servers may read different spellings as the same field. */
class FieldNamesTest {
    @ParameterizedTest
    @CsvSource({
        "X-Gatehouse-Client, xgatehouseclient",
        "x_gatehouse.CLIENT, xgatehouseclient",
        "--X--Gatehouse~Client', xgatehouseclient",
        "HTTP_X_GATEHOUSE_CLIENT, xgatehouseclient",
        "REDIRECT_REDIRECT_HTTP_AUTHORIZATION, authorization",
        "_HTTP_AUTHORIZATION, authorization",
        "Http.Host, host",
        "HTTP2-Settings, http2settings",
        "HTTPS, https",
        "HTTP, http",
        "HTTP_, http",
        "X-HTTP-Method, xhttpmethod",
        "Redirecting-To, redirectingto",
        "-, ''",
    })
    void isItsLettersAndDigits(String name, String plain) {
        assertThat(FieldNames.plain(name)).isEqualTo(plain);
        assertThat(FieldNames.areAlike(name, plain)).isTrue();
    }
}
