package dev.gatehouse.service.upstream;

import dev.gatehouse.cluster.Invalidations;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The server behind the gateway that a route leads to: a declared upstream, or, where none is, just an origin with every
 * default. Whatever a node keeps for one of them, such as connections, is kept by its {@link Key} and ends with a later
 * version.
 *
 * @param name its URL, for logs
 * @param version counts the changes of a declared upstream
 * @param trustedCertificates PEM; null: the system's
 * @param maxConcurrent how many calls it gets at once from one node
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
     * What tells upstreams apart. Those of two tenants are never the same.
     *
     * @param name the id of a declared upstream, else the origin
     */
    public record Key(String tenant, String name) {}

    /**
     * What a change of a declaration says: versions before this one are no longer true. It carries the version because a
     * node hears of its own changes twice.
     */
    public record Superseded(Key key, int byVersion) {
        private static final String SEPARATOR = "/";

        static String published(UUID id, int byVersion) {
            return id + SEPARATOR + byVersion;
        }

        /** What a change of {@code SERVICES} says of one declared upstream; nothing when it is about something else. */
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
