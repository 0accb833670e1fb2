// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import java.util.Optional;

/** The source of a sign-in attempt, which determines the budgets of a failure. */
public sealed interface SignInSource {

    /** Returns the name of the source for fair scheduling. */
    String name();

    /**
     * A browser on the sign-in page.
     *
     * @param address the network of the caller, see {@link dev.gatehouse.platform.Addresses#network}
     * @param known the previous sign-in from the cookie of the browser, if any
     */
    record Browser(String address, Optional<KnownBrowsers.Known> known) implements SignInSource {
        @Override
        public String name() {
            return address;
        }
    }

    /** An authenticated client that passes on the password of a user (RFC 6749 §4.3). */
    record Client(String clientId) implements SignInSource {
        @Override
        public String name() {
            return "client " + clientId;
        }
    }
}
