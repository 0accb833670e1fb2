package dev.gatehouse.account;

import java.util.Optional;

/** Where an attempt to sign in comes from; it decides which budget a failure uses up. */
public sealed interface SignInSource {

    /** What sources are told apart by when they take turns. */
    String name();

    /**
     * Somebody at the sign-in page.
     *
     * @param address the caller's network, see {@link dev.gatehouse.platform.Addresses#network}
     * @param known the sign-in that this browser remembers, if any
     */
    record Browser(String address, Optional<KnownBrowsers.Known> known) implements SignInSource {
        @Override
        public String name() {
            return address;
        }
    }

    /** A client that has authenticated itself and passes on a person's password (RFC 6749 §4.3). */
    record Client(String clientId) implements SignInSource {
        @Override
        public String name() {
            return "client " + clientId;
        }
    }
}
