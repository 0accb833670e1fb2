// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Upstream;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.SocketException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ambiguous requests (RFC 9112 §11.2), which two servers could read differently. The gateway forwards no such request
 * and nothing that follows it on the connection. In the tables {@code _} is a space, {@code ^} a CR, {@code $} a LF,
 * {@code >} a tab, {@code @} a NUL and {@code |} the end of a line.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RequestSmugglingTest {
    @TestHTTPResource("/")
    URI base;

    private static Upstream upstream;
    private static GatewayProject project;
    private static String token;

    @BeforeEach
    void exposeTheUpstream() {
        if (upstream == null) {
            upstream = Upstream.start();
            project = GatewayProject.create(new Gate(base));
            project.expose("Echo", upstream.address(), 30_000);
            token = project.token();
        }
        upstream.forgetCalls();
    }

    @AfterAll
    static void stopTheUpstream() throws Exception {
        upstream.close();
        upstream = null;
    }

    private static String spelled(String shape) {
        return shape.replace('_', ' ')
                .replace('^', '\r')
                .replace('$', '\n')
                .replace('>', '\t')
                .replace('@', '\0')
                .replace("|", "\r\n");
    }

    private String start(String method) {
        return method + " " + project.url("/Echo/x");
    }

    private String fields() {
        return "Host: " + base.getAuthority() + "\r\nAuthorization: Bearer " + token + "\r\n";
    }

    private String smuggled() {
        return start("GET") + "?smuggled HTTP/1.1\r\n" + fields() + "\r\n";
    }

    /** Sends a request and a second one behind it, and checks that the only answer is a 400. */
    private void assertRefused(String request) throws Exception {
        assertRefused(request, 400);
    }

    private void assertRefused(String request, int status) throws Exception {
        try (var wire = Wire.to(base)) {
            wire.send(request + smuggled());
            var answer = wire.read();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.value("Content-Type")).isEqualTo("application/problem+json");
            assertThat(new JsonObject(answer.text()).getInteger("status")).isEqualTo(status);
            assertThat(wire.readHead()).as("a second answer").isNull();
        }
        assertThat(upstream.wasCalled()).isFalse();
    }

    /**
     * Checks that the gateway closes the connection without an answer. The head of the request may have reached the
     * upstream before the error in the body.
     */
    private void assertBrokenOff(String request) throws Exception {
        try (var wire = Wire.to(base)) {
            wire.send(request + smuggled());
            assertThat(wire.readHead()).as("an answer").isNull();
        } catch (SocketException reset) {
            // A reset closes the connection as well.
        }
        assertThat(upstream.wasCalled()).isFalse();
    }

    private void assertAllowed(String request, String body) throws Exception {
        try (var wire = Wire.to(base)) {
            wire.send(request);
            assertThat(wire.read().status()).isEqualTo(200);
        }
        assertThat(upstream.nextCall().text()).isEqualTo(body);
    }

    @Nested
    class LengthOfTheBody {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Length: 5|Transfer-Encoding: chunked|",
                    "Transfer-Encoding: chunked|Content-Length: 5|",
                    "Transfer-Encoding: chunked|content-length:0|",
                    "Content-Length: 5|Content-Length: 5|",
                    "Content-Length: 5|Content-Length: 6|",
                    "Content-Length: 5, 5|",
                    "Content-Length: 5, 6|",
                    "Content-Length: +5|",
                    "Content-Length: -5|",
                    "Content-Length: 0x5|",
                    "Content-Length: 5_5|",
                    "Content-Length: 5.0|",
                    "Content-Length:|",
                    "Content-Length: 99999999999999999999|",
                    "Content-Length : 5|",
                    "Content-Length>: 5|",
                    "_Content-Length: 5|",
                    "Transfer-Encoding: xchunked|",
                    "Transfer-Encoding: chunked, identity|",
                    "Transfer-Encoding: identity, chunked|",
                    "Transfer-Encoding: gzip, chunked|",
                    "Transfer-Encoding: chunked, chunked|",
                    "Transfer-Encoding: identity|",
                    "Transfer-Encoding: \"chunked\"|",
                    "Transfer-Encoding: chunked;q=1|",
                    "Transfer-Encoding:|",
                    "Transfer-Encoding: chunked|Transfer-Encoding: chunked|",
                    "Transfer-Encoding: chunked|Transfer-Encoding: identity|",
                    "Transfer-Encoding : chunked|",
                    "Transfer-Encoding>: chunked|",
                    "_Transfer-Encoding: chunked|",
                    "X: y|>Transfer-Encoding: chunked|",
                    "Transfer-Encoding:|_chunked|",
                    "Transfer-Encoding: chunked|_, identity|",
                    "Transfer-Encoding: chun|_ked|",
                    "Transfer-Encoding: @chunked|",
                    "Transfer-Encoding: \u000bchunked|",
                    "Transfer-Encoding: \u000cchunked|",
                    "Transfer-Encoding:^chunked|",
                    "Transfer_Encoding@: chunked|",
                })
        void thatCouldBeAnotherIsRefused(String shape) throws Exception {
            assertRefused(start("POST") + " HTTP/1.1\r\n" + fields() + spelled(shape) + "\r\n" + "0\r\n\r\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"chunked", "Content-Length"})
        void inHttp10IsNotChunked(String other) throws Exception {
            assertRefused(start("POST") + " HTTP/1.0\r\n" + fields() + "Transfer-Encoding: chunked\r\n"
                    + (other.equals("chunked") ? "" : "Content-Length: 5\r\n") + "\r\n0\r\n\r\n");
        }

        @Test
        void twiceInHttp10IsRefused() throws Exception {
            assertRefused(
                    start("POST") + " HTTP/1.0\r\n" + fields() + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello");
        }

        @ParameterizedTest
        @ValueSource(strings = {"chunked", "Chunked", "CHUNKED", "  chunked", "chunked  ", "\tchunked"})
        void chunkedHasNoCaseAndNoSpaceAroundIt(String value) throws Exception {
            assertAllowed(
                    start("POST") + " HTTP/1.1\r\n" + fields() + "Transfer-Encoding:" + value
                            + "\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                    "hello");
        }

        /**
         * The decoder treats the first request of a connection specially, so this test sends the ambiguous request
         * later.
         */
        @Test
        void isHeldToOnEveryRequestOfAConnection() throws Exception {
            try (var wire = Wire.to(base)) {
                for (var i = 0; i < 3; i++) {
                    wire.send(start("GET") + " HTTP/1.1\r\n" + fields() + "\r\n");
                    assertThat(wire.read().status()).isEqualTo(200);
                    upstream.nextCall();
                }
                wire.send(start("POST") + " HTTP/1.1\r\n" + fields()
                        + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled());
                assertThat(wire.read().status()).isEqualTo(400);
                assertThat(wire.readHead()).isNull();
            }
            assertThat(upstream.wasCalled()).isFalse();
        }

        @Test
        void isHeldToBehindAnotherRequestInTheSamePacket() throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send(start("GET") + " HTTP/1.1\r\n" + fields() + "\r\n" + start("POST") + "?bad HTTP/1.1\r\n"
                        + fields() + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled());
                assertThat(wire.read().status()).isEqualTo(200);
                assertThat(wire.read().status()).isEqualTo(400);
                assertThat(wire.readHead()).isNull();
            }
            upstream.nextCall();
            assertThat(upstream.wasCalled()).isFalse();
        }
    }

    @Nested
    class Chunks {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0x5|hello|0||",
                    "+5|hello|0||",
                    "-5|hello|0||",
                    "_5|hello|0||",
                    "5_|hello|0||",
                    "5_;x=y|hello|0||",
                    "5>|hello|0||",
                    "5 5|hello|0||",
                    "5,|hello|0||",
                    "|hello|0||",
                    ";x|hello|0||",
                    "g|hello|0||",
                    "000000005|hello|0||",
                    "100000005|hello|0||",
                    "ffffffffffffffff5|hello|0||",
                    "5$hello|0||",
                    "5^hello|0||",
                    "5;x$y|hello|0||",
                    "5;x^y|hello|0||",
                    "5;x@y|hello|0||",
                    "5;\"x$\"|hello|0||",
                    "5;x=\"y_z\"|hello|0||",
                    "5;x=\"|hello|0||",
                    "5;x=\"^|hello|0||",
                    "5|helloX|0||",
                    "5|hello$0||",
                    "5|hello^0||",
                })
        void whoseSizeCouldBeAnotherBreakOff(String shape) throws Exception {
            var head = start("POST") + " HTTP/1.1\r\n" + fields() + "Transfer-Encoding: chunked\r\n\r\n";
            try (var wire = Wire.to(base)) {
                wire.send(head + spelled(shape) + smuggled());
                assertThat(wire.readHead()).as("an answer").isNull();
            } catch (SocketException reset) {
                // A reset closes the connection as well.
            }
            // The gateway may have forwarded the start of the first body, but never a complete body.
            assertThat(upstream.wasCalled()).isFalse();
        }

        /** CVE-2026-33870 */
        @ParameterizedTest
        @ValueSource(strings = {"/signin", Gate.TOKEN, "/nothing"})
        void withAnOpenQuoteGetNoSecondAnswer(String path) throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send("POST " + path + " HTTP/1.1\r\nHost: " + base.getAuthority()
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n1;a=\"\r\nX\r\n0\r\n\r\n"
                        + "GET /signin HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n\r\n");
                if (wire.readHead() != null) {
                    assertThat(wire.readHead()).as("a second answer").isNull();
                }
            } catch (SocketException reset) {
                // A reset closes the connection as well.
            }
        }

        @Test
        void withLongExtensionsBreakOff() throws Exception {
            assertBrokenOff(start("POST") + " HTTP/1.1\r\n" + fields() + "Transfer-Encoding: chunked\r\n\r\n5;x="
                    + "y".repeat(300) + "\r\nhello\r\n0\r\n\r\n");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "5|hello|0||",
                    "05|hello|000||",
                    "5;x=y|hello|0;z||",
                    "2|he|3|llo|0||",
                    "A|hellohello|0||",
                    "a|hellohello|0|X-Trailer: y||",
                })
        void thatAreSoundArrive(String shape) throws Exception {
            assertAllowed(
                    start("POST") + " HTTP/1.1\r\n" + fields() + "Transfer-Encoding: chunked\r\n\r\n" + spelled(shape),
                    shape.toLowerCase().startsWith("a") ? "hellohello" : "hello");
        }

        @Test
        void ofAnySpellingArriveByteByByte() throws Exception {
            try (var wire = Wire.to(base)) {
                for (var b : (start("POST") + " HTTP/1.1\r\n" + fields()
                                + "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nX-Trailer: y\r\n\r\n")
                        .getBytes()) {
                    wire.send(new byte[] {b});
                }
                assertThat(wire.read().status()).isEqualTo(200);
            }
            assertThat(upstream.nextCall().text()).isEqualTo("hello");
        }
    }

    @Nested
    class Heads {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "X: a^b|",
                    "X: a$b|",
                    "X: a@b|",
                    "X@: b|",
                    "X: a\u007fb|",
                    "X: a\u0001b|",
                    "X: a|_b|",
                    "X: a|>b|",
                    "X a: b|",
                    "X|",
                    ": b|",
                    "X : b|",
                    "X>: b|",
                    "X: a$",
                    "X: a^",
                    "X(: b|",
                    "X\u00e9: b|",
                })
        void thatCouldBeReadOtherwiseAreRefused(String shape) throws Exception {
            assertRefused(start("GET") + " HTTP/1.1\r\n" + fields() + spelled(shape) + "\r\n");
        }

        @ParameterizedTest
        @CsvSource({
            "'{0}_HTTP/1.1|'",
            "'GET__{0} HTTP/1.1|'",
            "'GET {0}__HTTP/1.1|'",
            "'GET {0} HTTP/1.1_|'",
            "'GET {0} x HTTP/1.1|'",
            "'GET {0}_y HTTP/1.1|'",
            "'GET>{0} HTTP/1.1|'",
            "'GET {0}>HTTP/1.1|'",
            "'_GET {0} HTTP/1.1|'",
            "'@GET {0} HTTP/1.1|'",
            "'GET {0}^ HTTP/1.1|'",
            "'GET {0}@ HTTP/1.1|'",
            "'GET {0} HTTP/1.1$'",
            "'GET {0} HTTP/1.1^'",
            "'GET {0}|'",
            "'GET {0} HTTP/0.9|'",
            "'GET {0} HTTP/1.2|'",
            "'GET {0} HTTP/2.0|'",
            "'GET {0} HTTP/3|'",
            "'GET {0} HTTP/1.10|'",
            "'GET {0} http/1.1|'",
            "'GET {0} XHTTP/1.1|'",
            "'G@ET {0} HTTP/1.1|'",
            "'G(T {0} HTTP/1.1|'",
        })
        void whoseFirstLineIsNotThreeWordsAreRefused(String line) throws Exception {
            assertRefused(spelled(line).replace("{0}", project.url("/Echo/x")) + fields() + "\r\n");
        }

        @Test
        void mayFollowAnEmptyLine() throws Exception {
            assertAllowed("\r\n" + start("GET") + " HTTP/1.1\r\n" + fields() + "\r\n", "");
        }

        @ParameterizedTest
        @ValueSource(strings = {"CONNECT", "TRACE"})
        void ofMethodsForProxiesAreRefused(String method) throws Exception {
            assertRefused(start(method) + " HTTP/1.1\r\n" + fields() + "\r\n", 501);
        }

        @Test
        void ofATunnelAreRefused() throws Exception {
            assertRefused("CONNECT " + upstream.address().getAuthority() + " HTTP/1.1\r\n" + fields() + "\r\n", 501);
        }
    }

    @Nested
    class Hosts {

        private String call(String target, String hosts) {
            return "GET " + target + " HTTP/1.1\r\nAuthorization: Bearer " + token + "\r\n" + spelled(hosts) + "\r\n";
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "Host: one.example|Host: one.example|",
                    "Host: one.example|Host: two.example|",
                    "Host: one.example|host: two.example|",
                    "Host: one.example, two.example|",
                    "Host: one.example two.example|",
                    "Host: one.example/path|",
                    "Host: user@one.example|",
                    "Host: one.example:port|",
                    "Host: one.example:123456|",
                    "Host:|",
                    "Host : one.example|",
                    "_Host: one.example|",
                    "X: y|_Host: one.example|",
                    "Host: one.example|_two.example|",
                })
        void thatCouldBeAnotherAreRefused(String hosts) throws Exception {
            assertRefused(call(project.url("/Echo/x"), hosts.replace("user@", "user\u0040")));
        }

        @ParameterizedTest
        @CsvSource({
            "http://other.example{0}",
            "http://one.example:81{0}",
            "http://user:secret@one.example{0}",
            "https://other.example{0}",
            "ftp://one.example{0}",
            "one.example{0}",
            "x{0}",
            "http:{0}",
        })
        void ofTheTargetMustBeTheOneThatIsNamed(String target) throws Exception {
            assertRefused(call(target.replace("{0}", project.url("/Echo/x")), "Host: one.example|"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"one.example", "ONE.example:8080", "127.0.0.1:80", "[::1]:8080", "my_host", "a-b.c"})
        void thatAreHostsAreAllowed(String host) throws Exception {
            assertAllowed(
                    "GET " + project.url("/Echo/x") + " HTTP/1.1\r\nAuthorization: Bearer " + token + "\r\nHost: "
                            + host + "\r\n\r\n",
                    "");
        }

        @Test
        void areNotNeededInHttp10() throws Exception {
            assertAllowed(
                    "GET " + project.url("/Echo/x") + " HTTP/1.0\r\nAuthorization: Bearer " + token + "\r\n\r\n", "");
        }
    }

    /** The rules apply to every path of the server, not only to the paths of the gateway. */
    @Test
    void holdsForEveryPath() throws Exception {
        for (var path : new String[] {"/", "/signin", Gate.TOKEN, "/admin/api/v1/clients", "/x"}) {
            try (var wire = Wire.to(base)) {
                wire.send("POST " + path + " HTTP/1.1\r\n" + fields()
                        + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
                assertThat(wire.read().status()).as(path).isEqualTo(400);
                assertThat(wire.readHead()).as(path).isNull();
            }
        }
    }
}
