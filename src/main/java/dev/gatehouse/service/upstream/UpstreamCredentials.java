// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The credentials that Gatehouse sends to an upstream. {@code toString} omits secrets. */
public sealed interface UpstreamCredentials {

    record None() implements UpstreamCredentials {}

    /** A header field. */
    record Header(String name, String value) implements UpstreamCredentials {
        @Override
        public String toString() {
            return "Header[" + name + ": …]";
        }
    }

    /** The client credentials for the upstream's authorization server. */
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

    /** Credentials that are encrypted with another key than this node has, so no call can be sent. */
    record Unreadable() implements UpstreamCredentials {}
}
