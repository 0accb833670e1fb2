// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.PostgresBehindProxy;
import dev.gatehouse.testing.Upstream;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Calls in progress while the database is unreachable, so that Gatehouse can't check them again. */
@QuarkusTest
@QuarkusTestResource(value = PostgresBehindProxy.class, restrictToAnnotatedClass = true)
class StreamsInAnOutageTest {
    @TestHTTPResource("/")
    URI base;

    PostgresBehindProxy database;

    @Test
    void whatStreamsEndsSoonAndWhatWaitsGoesOn() throws Exception {
        try (var upstream = Upstream.start()) {
            var mayAnswer = new CountDownLatch(1);
            upstream.on("/events", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                connection.awaitClose();
            });
            upstream.on("/waiting", connection -> {
                assertThat(mayAnswer.await(30, TimeUnit.SECONDS)).isTrue();
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            });
            var project = GatewayProject.create(new Gate(base));
            project.expose("Echo", upstream.address(), 30_000);
            var token = project.token();
            try (var streaming = Wire.to(base);
                    var waiting = Wire.to(base)) {
                streaming.send(project.request("GET", "/Echo/events", token));
                assertThat(streaming.readHead().status()).isEqualTo(200);
                waiting.send(project.request("GET", "/Echo/waiting", token));
                upstream.nextCall();
                upstream.nextCall();

                var began = System.nanoTime();
                database.vanish();
                streaming.awaitClose();
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isBetween(Duration.ofMillis(800), Duration.ofSeconds(10));

                mayAnswer.countDown();
                assertThat(waiting.read().text()).isEqualTo("ok");
            } finally {
                database.comeBack();
            }
            await().atMost(Duration.ofSeconds(15)).until(() -> {
                try (var wire = Wire.to(base)) {
                    wire.send(project.request("GET", "/Echo/x", token));
                    return wire.read().status() == 200;
                }
            });
        }
    }
}
