// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import dev.gatehouse.cluster.Throttle;
import dev.gatehouse.cluster.Throttle.Bucket;
import dev.gatehouse.cluster.Throttle.Budget;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.problem.TooManyAttemptsException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * The budget of an address for wrong codes of invitations and for usernames in use. It is separate from the budget of
 * failed sign-ins: another site could otherwise use up the latter with links that the user's browser opens.
 */
@ApplicationScoped
class InvitationAttempts {
    private final Throttle throttle;
    private final Budget budget;

    InvitationAttempts(Throttle throttle, GatehouseConfig config) {
        this.throttle = throttle;
        this.budget = new Budget(config.attemptsPerAddress(), Duration.ofSeconds(10));
    }

    /**
     * Checks that the budget of the browser's address is not used up.
     *
     * @throws TooManyAttemptsException if the budget is used up
     */
    void check(HttpServerRequest browser) {
        throttle.wait(buckets(browser)).ifPresent(wait -> {
            throw new TooManyAttemptsException(wait);
        });
    }

    void failed(HttpServerRequest browser) {
        throttle.failed(buckets(browser));
    }

    private List<Bucket> buckets(HttpServerRequest browser) {
        return List.of(throttle.bucket(budget, "invitations", Addresses.network(Addresses.of(browser))));
    }
}
