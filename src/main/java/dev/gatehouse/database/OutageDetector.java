// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import io.agroal.api.AgroalDataSource;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * The effect of a failed change reader on the pool: if the reader gets no answer, the pooled connections are broken
 * too. Idle connections are closed as soon as a new connection fails as well. Connections in use are closed when the
 * server has not answered for {@link #SILENCE}. A rejected connection proves nothing about the server, because a pooler
 * may reject connections on behalf of the server.
 */
public final class OutageDetector {
    private static final Logger LOG = Logger.getLogger(OutageDetector.class);
    private static final Duration SILENCE = Duration.ofMillis(2500);

    /** Behind a pooler, the reader may wait for a session while the server answers others. */
    private static final Duration SILENCE_OF_POOLER = Duration.ofSeconds(15);

    private final AgroalDataSource dataSource;
    private final DatabaseConnections connections;
    private int failures;
    private long answeredAt = System.nanoTime();

    public OutageDetector(AgroalDataSource dataSource, DatabaseConnections connections) {
        this.dataSource = dataSource;
        this.connections = connections;
    }

    /** Handles a failure of the reader's connection. */
    public void lost(Throwable e) {
        if (hasSpoken(e)) {
            answeredAt = System.nanoTime();
        }
        var patience = connections.areBehindPooler() ? SILENCE_OF_POOLER : SILENCE;
        failures++;
        if (System.nanoTime() - answeredAt > patience.toNanos()) {
            connections.breakOff();
            dataSource.flush(AgroalDataSource.FlushMode.GRACEFUL);
        } else if (failures == 2 && !hasNoAnswer(e)) {
            dataSource.flush(AgroalDataSource.FlushMode.GRACEFUL);
        }
        if (failures == 1) {
            LOG.warnf("Changes cannot be read, so nothing is answered from caches: %s", e.getMessage());
        }
    }

    /**
     * Handles a successful read.
     *
     * @param askedNanos the start of the read, in nanoseconds of {@link System#nanoTime}
     */
    public void answered(long askedNanos) {
        answeredAt = askedNanos;
        if (failures > 1) {
            dataSource.flush(AgroalDataSource.FlushMode.GRACEFUL);
        }
        if (failures > 0) {
            failures = 0;
            LOG.info("Changes are read again");
        }
    }

    /** Returns whether the reader failed more than once since the last answer. */
    public boolean lasts() {
        return failures > 1;
    }

    /** Returns whether the cause is a timeout: the server neither answers nor rejects. */
    private static boolean hasNoAnswer(@Nullable Throwable failure) {
        return failure != null && (failure instanceof SocketTimeoutException || hasNoAnswer(failure.getCause()));
    }

    /**
     * Returns whether the server itself rejected the connection, because the server is full, starting or stopping. A
     * pooler reports SQL states of class 08 when the server does not answer.
     */
    private static boolean hasSpoken(@Nullable Throwable failure) {
        return failure != null
                && ((failure instanceof PSQLException postgres
                                && postgres.getServerErrorMessage() != null
                                && !String.valueOf(postgres.getSQLState()).startsWith("08"))
                        || hasSpoken(failure.getCause()));
    }
}
