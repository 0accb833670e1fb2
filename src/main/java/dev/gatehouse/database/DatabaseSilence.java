package dev.gatehouse.database;

import io.agroal.api.AgroalDataSource;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * What follows for the pool when the reader of changes gets no answer: its connections are as broken as the reader's. Idle
 * ones are closed as soon as a new connection does not work either, those in use when the server has said nothing for
 * {@link #SILENCE}. A refusal of new connections says nothing about the server: whatever stands before it may refuse in its
 * place.
 */
public final class DatabaseSilence {
    private static final Logger LOG = Logger.getLogger(DatabaseSilence.class);
    private static final Duration SILENCE = Duration.ofMillis(2500);

    /** Behind a pooler the reader may wait for a session, while the server answers others. */
    private static final Duration SILENCE_OF_POOLER = Duration.ofSeconds(15);

    private final AgroalDataSource dataSource;
    private final DatabaseConnections connections;
    private int failures;
    private long answeredAt = System.nanoTime();

    public DatabaseSilence(AgroalDataSource dataSource, DatabaseConnections connections) {
        this.dataSource = dataSource;
        this.connections = connections;
    }

    /** The reader's connection failed. */
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
     * Notes that the database answered a reading.
     *
     * @param askedNanos when the answered reading began, in nanoseconds of {@link System#nanoTime}
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

    /** Whether the reader's connection was not its first that failed since the last answer. */
    public boolean lasts() {
        return failures > 1;
    }

    /** The server neither answers nor refuses. */
    private static boolean hasNoAnswer(@Nullable Throwable failure) {
        return failure != null && (failure instanceof SocketTimeoutException || hasNoAnswer(failure.getCause()));
    }

    /**
     * The server itself refuses: it has no room, or is busy starting or stopping. Class 08, which is about connections, is
     * what a pooler says when it is the server that does not answer.
     */
    private static boolean hasSpoken(@Nullable Throwable failure) {
        return failure != null
                && ((failure instanceof PSQLException postgres
                                && postgres.getServerErrorMessage() != null
                                && !String.valueOf(postgres.getSQLState()).startsWith("08"))
                        || hasSpoken(failure.getCause()));
    }
}
