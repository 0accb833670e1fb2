package dev.gatehouse.service.upstream;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What Gatehouse shows to an upstream to be let in. None of them prints what is secret. */
public sealed interface UpstreamCredentials {

    record None() implements UpstreamCredentials {}

    /** A header field as it is sent. */
    record Header(String name, String value) implements UpstreamCredentials {
        @Override
        public String toString() {
            return "Header[" + name + ": …]";
        }
    }

    /** What buys a token from the upstream's authorization server. */
    record ClientCredentials(
            URI tokenUrl,
            String clientId,
            String clientSecret,
            TokenServerAuthentication authentication,
            @Nullable String scope,
            @Nullable String resource,
            @Nullable String audience)
            implements UpstreamCredentials {
        @Override
        public String toString() {
            return "ClientCredentials[" + clientId + " at " + tokenUrl + "]";
        }
    }

    /** There are some, encrypted with another key than this node has: nothing can be sent. */
    record Unreadable() implements UpstreamCredentials {}
}
