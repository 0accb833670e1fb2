package dev.gatehouse.platform;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that is configured per deployment rather than per tenant: properties under {@code gatehouse.}, or the same
 * as environment variables ({@code GATEHOUSE_BASE_URL}).
 */
@ConfigMapping(prefix = "gatehouse")
public interface GatehouseConfig {

    /** Whether demo content, with its published credentials, is created. Never on a reachable machine. */
    @WithDefault("false")
    boolean demo();

    /** Where the embedded database and a generated encryption key are kept. */
    @WithDefault("data")
    Path dataDir();

    /** The address under which browsers and clients reach this deployment; without it, the request's own host. */
    Optional<URI> baseUrl();

    /** The first administrator's password; without it one is generated and printed once. */
    Optional<String> adminPassword();

    /** How often expired rows are removed. */
    @WithDefault("1M")
    String housekeepingInterval();

    /** How often it is written when tokens and services were last used. */
    @WithDefault("10S")
    String lastUsedInterval();

    /** How many nodes share the rate limits; without it, the nodes are counted. */
    OptionalInt nodes();

    /** How long a person stays signed in. */
    @WithDefault("PT8H")
    Duration sessionLifetime();

    /** bcrypt's cost: each step doubles the time of a sign-in. */
    @WithDefault("10")
    int bcryptCost();

    /** 32 bytes in Base64 that encrypt private keys at rest; without it a key file in the data directory. */
    Optional<String> encryptionKey();

    /** How many wrong passwords for one account may come at once from one address or browser. */
    @WithDefault("5")
    int attemptsPerAccount();

    /** How many wrong secrets for one client may come at once from one address. */
    @WithDefault("20")
    int attemptsPerClient();

    /** How many wrong passwords, or wrong client secrets, may come at once from one address. */
    @WithDefault("100")
    int attemptsPerAddress();

    /** How many connections callers may have at a time on this node, the management interface aside. */
    @WithDefault("10000")
    int maxConnections();

    /** How many of them may come from one address; trusted proxies are exempt. */
    @WithDefault("500")
    int maxConnectionsPerAddress();

    /** How long a TLS handshake, an HTTP/2 preface and the head of a request may each take. */
    @WithDefault("PT10S")
    Duration headTimeout();

    /** How long a connection stays open while no request is under way on it. */
    @WithDefault("PT75S")
    Duration connectionIdleTimeout();

    /** How long a caller may take hardly anything of an answer that waits for it. */
    @WithDefault("PT60S")
    Duration stalledAnswerTimeout();

    /** How many bytes of answers may wait for the callers of one connection. */
    @WithDefault("16M")
    MemorySize maxWaitingPerConnection();

    /** How many bytes of answers may wait for all callers of this node. */
    @WithDefault("64M")
    MemorySize maxWaiting();
}
