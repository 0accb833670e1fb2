// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.bench.LoadGenerator.Caller;
import dev.gatehouse.bench.LoadGenerator.Request;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Not a test: {@code make bench} runs this class to measure how many refreshes commit each second when 32 clients
 * refresh at once. Each refresh invalidates cached entries. The tokens are opaque, so no signatures use processor time.
 * {@code -Dgatehouse.runner} measures another version.
 */
class RefreshBench {
    private static final int CALLERS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    @Test
    void refreshesAtOnce() throws Exception {
        try (var gatehouse = PackagedGatehouse.start("-Xmx1g");
                var load = new LoadGenerator(new Gate(gatehouse.address()).base(), CALLERS)) {
            var gate = new Gate(gatehouse.address());
            var partner = Partner.register(gate, new JsonObject().put("accessTokenFormat", "OPAQUE"));
            var chains = new ArrayList<Chain>();
            while (chains.size() < CALLERS) {
                chains.add(new Chain(partner));
            }
            load.run(CALLERS, WARM_UP, chains::get);
            var figures = load.run(CALLERS, MEASURED, chains::get);
            assertThat(figures.answers()).isPositive();
            System.out.printf(
                    "%d concurrent refreshes: %.0f per second, p50 %.1f ms, p99 %.1f ms%n",
                    CALLERS, figures.perSecond(), figures.median(), figures.p99());
        }
    }

    /** Refreshes a grant, each time with the refresh token of the previous response. */
    private static final class Chain implements Caller {
        private final Partner partner;
        private String refreshToken;

        Chain(Partner partner) {
            this.partner = partner;
            this.refreshToken = partner.tokens().getString("refresh_token");
        }

        @Override
        public Optional<Request> next() {
            return Optional.of(new Request(
                    HttpMethod.POST,
                    Gate.TOKEN,
                    Map.of(
                            "Content-Type",
                            "application/x-www-form-urlencoded",
                            "Authorization",
                            Gate.basic(partner.clientId(), partner.secret())),
                    Gate.encode(List.of(
                            Map.entry("grant_type", "refresh_token"), Map.entry("refresh_token", refreshToken)))));
        }

        @Override
        public void answered(int status, String body) {
            assertThat(status).as(body).isEqualTo(200);
            refreshToken = new JsonObject(body).getString("refresh_token");
        }
    }
}
