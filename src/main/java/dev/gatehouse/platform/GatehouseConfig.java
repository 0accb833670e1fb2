package dev.gatehouse.platform;

import dev.gatehouse.http.BaseUrl;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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

    /**
     * The address under which browsers and clients reach this deployment, as {@link BaseUrl#parse} takes it; without it,
     * loopback addresses only.
     */
    Optional<String> baseUrl();

    /** Whether pages and OAuth endpoints refuse plain HTTP that leaves the machine, unless the tenant's settings allow it. */
    @WithDefault("true")
    boolean requireHttps();

    /** The first administrator's password; without it one is generated and printed once. */
    Optional<String> adminPassword();

    /** How often expired rows are removed. */
    @WithDefault("1M")
    String housekeepingInterval();

    /** How often it is written when tokens and services were last used. */
    @WithDefault("10S")
    String lastUsedInterval();

    /** The JDBC URL that only migrations use, for a way around a connection pooler; without it, the datasource's. */
    Optional<String> migrationUrl();

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

    /** How many of an upstream's places one client may hold while it is the only one, in percent. */
    @WithDefault("75")
    int upstreamClientShare();

    /** How many bytes per second a caller has to send of a body, and take of an answer; 0: any number. */
    @WithDefault("500")
    long bodyMinRate();

    /** How long a caller may be slower than that. */
    @WithDefault("PT10S")
    Duration bodyGrace();

    /** How many wrong passwords for one account may come at once from one address or browser. */
    @WithDefault("5")
    int attemptsPerAccount();

    /** How many wrong secrets for one client may come at once from one address. */
    @WithDefault("20")
    int attemptsPerClient();

    /** How many wrong passwords, or wrong client secrets, may come at once from one address. */
    @WithDefault("100")
    int attemptsPerAddress();

    /**
     * How many refusals of one kind from one address the audit log has one by one in a minute; those that follow are counted
     * in one row.
     */
    @WithDefault("1")
    int refusalsPerMinute();

    /** How many authorization requests one address may begin at once; one more each second. */
    @WithDefault("100")
    int authorizationsPerAddress();

    /** How many sessions one account may have; the oldest end. */
    @WithDefault("50")
    int sessionsPerAccount();

    /** Within what time a body that is read whole has to be complete; large ones get a second more for each 64 KiB. */
    @WithDefault("PT10S")
    Duration bodyTimeout();

    /** Memory of this node for bodies that are read whole; without it, an eighth of the heap and at least 64 MiB. */
    Optional<MemorySize> bodyMemory();

    /** The size limit of OpenAPI documents. A node has memory for two of them, beside the memory for other bodies. */
    @WithDefault("32M")
    MemorySize maxDocument();

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
