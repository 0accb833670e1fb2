// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The configuration of a deployment, as opposed to the settings of a tenant: properties under {@code gatehouse.} or the
 * environment variables of the same names ({@code GATEHOUSE_BASE_URL}).
 */
@ConfigMapping(prefix = "gatehouse")
public interface GatehouseConfig {

    /**
     * Whether Gatehouse creates demo content with published credentials. Must be false where others can reach the node.
     */
    @WithDefault("false")
    boolean demo();

    /** The directory of the embedded database and of a generated encryption key. */
    @WithDefault("data")
    Path dataDir();

    /**
     * The base URL under which browsers and clients reach this deployment, in the format of {@code BaseUrl.parse}.
     * Without a base URL, Gatehouse serves loopback addresses only.
     */
    Optional<String> baseUrl();

    /** The properties under {@code gatehouse.operator.}, for deployments with several tenants. */
    Operator operator();

    /** The operator of a deployment with several tenants. */
    interface Operator {
        /**
         * The base URL of the operator, in the format of {@code BaseUrl.parse}. With the property, a deployment can have
         * several tenants, each with hosts of its own. Without the property, the default tenant has every host.
         */
        Optional<String> baseUrl();

        /** The waiting period between the request to delete a tenant and the deletion. */
        @WithDefault("P7D")
        Duration deletionDelay();

        /** The lifetime of the session of an operator who entered the console of a tenant: one minute to eight hours. */
        @WithDefault("PT1H")
        Duration entryLifetime();

        /** The maximum size of an uploaded archive of a tenant. A node keeps two in its directory for temporary files. */
        @WithDefault("1G")
        MemorySize maxArchive();
    }

    /**
     * Whether pages and OAuth endpoints reject plain HTTP from other hosts, unless the tenant's settings allow plain
     * HTTP.
     */
    @WithDefault("true")
    boolean requireHttps();

    /**
     * The password of the first administrator. Without the property, Gatehouse generates a password and prints the
     * password once.
     */
    Optional<String> adminPassword();

    /** The interval between removals of expired rows. */
    @WithDefault("1M")
    String housekeepingInterval();

    /** The interval between writes of the times of last use of tokens, services and sessions. */
    @WithDefault("10S")
    String lastUsedInterval();

    /**
     * The JDBC URL for migrations only, to bypass a connection pooler. Without the property, migrations use the URL of
     * the datasource.
     */
    Optional<String> migrationUrl();

    /** The properties under {@code gatehouse.database.}. */
    Database database();

    /** How Gatehouse uses the database. */
    interface Database {
        /** Whether an extension distributes the tables over several servers. */
        @WithDefault("none")
        Distribution distributed();
    }

    /** What distributes the tables of the database. */
    enum Distribution {
        /** Nothing: all tables are on one server. */
        NONE,
        /** Citus, by tenant. */
        CITUS
    }

    /** The number of nodes that share the rate limits. Without the property, Gatehouse counts the nodes. */
    OptionalInt nodes();

    /** The lifetime of a session. */
    @WithDefault("PT8H")
    Duration sessionLifetime();

    /** The cost of bcrypt. Each step doubles the time of a sign-in. */
    @WithDefault("10")
    int bcryptCost();

    /**
     * The key that encrypts private keys and other secrets at rest: 32 bytes in Base64. Without the property, a key
     * file in the data directory.
     */
    Optional<String> encryptionKey();

    /**
     * The percentage of an upstream's concurrent calls that one client may hold while no other client has calls there.
     */
    @WithDefault("75")
    int upstreamClientShare();

    /**
     * The minimum rate at which a caller must send a body and read a response, in bytes per second; 0 means unlimited.
     */
    @WithDefault("500")
    long bodyMinRate();

    /** The time during which a caller may be slower than {@link #bodyMinRate}. */
    @WithDefault("PT10S")
    Duration bodyGrace();

    /** The number of wrong passwords for one account that may come at once from one address or browser. */
    @WithDefault("5")
    int attemptsPerAccount();

    /** The number of wrong secrets for one client that may come at once from one address. */
    @WithDefault("20")
    int attemptsPerClient();

    /** The number of wrong passwords, or wrong client secrets, that may come at once from one address. */
    @WithDefault("100")
    int attemptsPerAddress();

    /**
     * The number of denials of one kind from one address that get an audit event of their own per minute. Further
     * denials in that minute are counted in one event.
     */
    @WithDefault("1")
    int refusalsPerMinute();

    /** The number of authorization requests that one address may begin at once. One more is allowed each second. */
    @WithDefault("100")
    int authorizationsPerAddress();

    /** The maximum number of sessions of an account. A further sign-in ends the oldest session. */
    @WithDefault("50")
    int sessionsPerAccount();

    /** The time within which a body read into memory must be complete. Each 64 KiB of the body add one second. */
    @WithDefault("PT10S")
    Duration bodyTimeout();

    /** The memory of this node for bodies read into memory; by default an eighth of the heap, at least 64 MiB. */
    Optional<MemorySize> bodyMemory();

    /**
     * The maximum size of an OpenAPI document. A node reserves memory for two documents, in addition to the memory for
     * other bodies.
     */
    @WithDefault("32M")
    MemorySize maxDocument();

    /** The maximum number of connections to this node, without connections to the management interface. */
    @WithDefault("10000")
    int maxConnections();

    /** The maximum number of connections from one address. Trusted proxies are exempt. */
    @WithDefault("500")
    int maxConnectionsPerAddress();

    /** The maximum time of a TLS handshake, of an HTTP/2 preface and of the head of a request, each. */
    @WithDefault("PT10S")
    Duration headTimeout();

    /** The time after which a connection without a request in progress is closed. */
    @WithDefault("PT75S")
    Duration connectionIdleTimeout();

    /** The time during which a caller may read almost nothing of a response that waits for the caller. */
    @WithDefault("PT60S")
    Duration stalledAnswerTimeout();

    /** The maximum number of response bytes that wait for the callers of one connection. */
    @WithDefault("16M")
    MemorySize maxWaitingPerConnection();

    /** The maximum number of response bytes that wait for all callers of this node. */
    @WithDefault("64M")
    MemorySize maxWaiting();

    /** The default quotas of a tenant. */
    Quota quota();

    /** The quotas of each tenant for which the operator has set no other value. An absent number means unlimited. */
    interface Quota {
        /** The maximum number of clients, without the built-in client. */
        OptionalInt clients();

        /** The maximum number of accounts. */
        OptionalInt accounts();

        /** The maximum number of services. */
        OptionalInt services();

        /** The approximate maximum number of tokens that are neither expired nor revoked. */
        OptionalInt liveTokens();

        /** The maximum rate of issued tokens, including refreshes. */
        OptionalInt tokensPerSecond();

        /** The maximum rate of gateway calls. */
        OptionalInt callsPerSecond();

        /** The maximum retention of audit events, in days. */
        OptionalInt auditDays();

        /** The percentage of a node's concurrent password checks that a tenant may hold while other tenants wait. */
        @WithDefault("50")
        int passwordShare();

        /** The percentage of a node's database connections that the requests of a tenant may hold. */
        @WithDefault("75")
        int databaseShare();
    }

    /** The configuration files. */
    Files config();

    /** The files that describe the content of a tenant. */
    interface Files {
        /**
         * The directory of the files, which Gatehouse applies at start and after each change. Without the property,
         * Gatehouse applies no files.
         */
        Optional<Path> directory();

        /** What happens to an edit of an object that the files manage. */
        @WithDefault("refuse")
        Edits edits();

        /** The interval between checks of the directory for changes. */
        @WithDefault("5S")
        String interval();
    }

    /** What happens to an edit, by the admin API or the console, of an object that configuration files manage. */
    enum Edits {
        /** The edit is rejected. */
        REFUSE,
        /** The edit is allowed. The log and the next plan report the object. */
        REPORT
    }
}
