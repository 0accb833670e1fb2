// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import dev.gatehouse.cluster.Invalidations;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The upstream of a route: a declared upstream, or an undeclared origin with default settings. A node's resources for
 * an upstream, such as connections, are kept by {@link Key} and discarded when a later version is published.
 *
 * @param name the URL, for logs
 * @param version the number of changes of a declared upstream
 * @param trustedCertificates certificates in PEM; null: the system's trusted certificates
 * @param maxConcurrent the maximum number of concurrent calls from one node
 */
public record UpstreamServer(
        Key key,
        String name,
        int version,
        UpstreamCredentials credentials,
        @Nullable String trustedCertificates,
        int maxConcurrent) {
    static final int DEFAULT_MAX_CONCURRENT = 200;

    /**
     * The identity of an upstream within its tenant.
     *
     * @param name the id of a declared upstream, or an origin
     */
    public record Key(String tenant, String name) {}

    /**
     * The announcement that an upstream's versions before this one are out of date. Contains the version because a node
     * receives its own changes twice.
     */
    public record Superseded(Key key, int byVersion) {
        private static final String SEPARATOR = "/";

        static String published(UUID id, int byVersion) {
            return id + SEPARATOR + byVersion;
        }

        /**
         * Returns the announcement in a change of {@code SERVICES}; empty if the change does not concern a declared
         * upstream.
         */
        public static Optional<Superseded> in(Invalidations.Change change) {
            if (change.topic() != Invalidations.Topic.SERVICES || change.key() == null) {
                return Optional.empty();
            }
            var parts = change.key().split(SEPARATOR, 2);
            return parts.length == 2 && parts[1].matches("[0-9]{1,9}")
                    ? Optional.of(new Superseded(new Key(change.tenant(), parts[0]), Integer.parseInt(parts[1])))
                    : Optional.empty();
        }
    }

    static UpstreamServer undeclared(String tenant, String origin) {
        return new UpstreamServer(
                new Key(tenant, origin), origin, 0, new UpstreamCredentials.None(), null, DEFAULT_MAX_CONCURRENT);
    }
}
