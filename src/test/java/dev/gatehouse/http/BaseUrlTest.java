// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.StartupFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The valid base URLs, and the error messages for invalid ones. */
class BaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://auth.example.com, https://auth.example.com",
        "https://auth.example.com/, https://auth.example.com",
        "https://auth.example.com:8443, https://auth.example.com:8443",
        "https://[2001:db8::1]:8443, https://[2001:db8::1]:8443",
        "http://localhost:8080, http://localhost:8080",
        "http://127.0.0.1:8080/, http://127.0.0.1:8080",
        "http://[::1]:8080, http://[::1]:8080",
        "https://GATE.Example, https://gate.example",
        "HTTPS://Gate.EXAMPLE:8443/, https://gate.example:8443",
        "HTTP://LocalHost:8080, http://localhost:8080",
        "https://[2001:DB8::A]:8443, https://[2001:db8::a]:8443",
    })
    void isTaken(String configured, String handedOut) {
        assertThat(BaseUrl.parse(BaseUrl.KEY, configured, true)).isEqualTo(handedOut);
    }

    @ParameterizedTest
    @CsvSource({
        "auth.example.com, absolute",
        "//auth.example.com, absolute",
        "ftp://auth.example.com, absolute",
        "mailto:root@example.com, absolute",
        "https:///, must name a host",
        "https://, is not a URL",
        "https://auth example.com, is not a URL",
        "https://auth_server.example.com, must name a host",
        "https://müller.example.com, must name a host",
        "https://auth.example.com:99999, port",
        "https://auth.example.com:0, port",
        "https://[fe80::1%25eth0], zone",
        "https://[fe80::1%eth0]:8443, zone",
        "https://root:not-the-password@auth.example.com, user name or password",
        "https://auth.example.com?, query",
        "https://auth.example.com/?tenant=a, query",
        "https://auth.example.com/#here, fragment",
        "https://auth.example.com/gatehouse, must not contain a path",
        "http://auth.example.com, must begin with https://",
        "http://10.0.0.1:8080, gatehouse.require-https=false",
        "http://localhost.example.com, must begin with https://",
        "http://127.0.0.1.example.com, must begin with https://",
    })
    void isRefused(String configured, String why) {
        assertThatThrownBy(() -> BaseUrl.parse(BaseUrl.KEY, configured, true))
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith("gatehouse.base-url (GATEHOUSE_BASE_URL) ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("not-the-password");
    }

    @ParameterizedTest
    @CsvSource({"http://10.0.0.1:8080", "http://auth.internal"})
    void mayBePlainHttpWhereHttpsIsNotRequired(String configured) {
        assertThat(BaseUrl.parse(BaseUrl.KEY, configured, false)).isEqualTo(configured);
    }
}
