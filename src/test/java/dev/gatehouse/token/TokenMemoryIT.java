// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.WellBehavedClient;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The heap that a node uses for tokens is limited, even if the tokens are for many resources. */
class TokenMemoryIT {
    private static final int CALLERS = 8;
    private static final int TOKENS = 150;
    private static final int RESOURCES = 15;
    private static final int SEGMENTS = 110;

    private static PackagedGatehouse gatehouse;

    @BeforeAll
    static void start() {
        gatehouse = PackagedGatehouse.start("-Xmx112m");
    }

    @AfterAll
    static void stop() {
        gatehouse.close();
    }

    /** A cached token of this kind would take 90 KB, and all of them together the whole heap. */
    @Test
    void isBoundedForTokensOfManyResources() throws Exception {
        var gate = new Gate(gatehouse.address());
        var partner = Partner.register(gate, new JsonObject().put("accessTokenFormat", "OPAQUE"));
        try (var client = WellBehavedClient.ofDemo(gatehouse.address(), gatehouse.management())) {
            Race.of(CALLERS, caller -> {
                for (var i = 0; i < TOKENS; i++) {
                    var token = partner.token(fields(gate.issuer())).json().getString("access_token");
                    assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
                }
                return caller;
            });
            assertThat(client.failures()).isEmpty();
            assertThat(client.answered()).isPositive();
        }
    }

    /**
     * Returns the fields of a token request for the called URL and for other resources with as many segments as
     * possible.
     */
    @SuppressWarnings("unchecked")
    private static Entry<String, String>[] fields(String issuer) {
        return Stream.concat(
                        Stream.of(
                                Map.entry("grant_type", "client_credentials"),
                                Map.entry("resource", issuer + Gate.CUSTOMERS)),
                        IntStream.range(0, RESOURCES)
                                .mapToObj(number -> issuer + "/integration/" + number + "/a".repeat(SEGMENTS))
                                .map(resource -> Map.entry("resource", resource)))
                .toArray(Entry[]::new);
    }
}
