package dev.gatehouse.platform;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.security.SimplePassword;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLException;

/**
 * Tells every node when something that its caches hold has changed: PostgreSQL {@code NOTIFY}, sent in the transaction
 * that makes the change, and one dedicated listening connection per node.
 *
 * <p>A cached answer is allowed only while the listening connection has proved itself within the last
 * {@value #LEASE_MILLIS} ms: each round asks the server for a sign of life, before whose answer PostgreSQL delivers
 * every notification that was due. While it has not, caches are bypassed; after every new {@code LISTEN} they are
 * emptied. So a change holds everywhere within a second, or nothing is answered from memory.
 */
@ApplicationScoped
public class Invalidations {
    private static final Logger LOG = Logger.getLogger(Invalidations.class);
    private static final String CHANNEL = "gatehouse";

    /** Tells when each change was announced; of its own so that nodes that do not know it are not confused. */
    private static final String ANNOUNCED = "gatehouse_announced";

    private static final long LEASE_MILLIS = 800;
    private static final int POLL_MILLIS = 150;
    private static final int NETWORK_TIMEOUT_MILLIS = 600;
    private static final Duration RETRY = Duration.ofMillis(250);

    /** A server that has not answered for so long is given up, with all that was asked of it. */
    private static final Duration SILENCE = Duration.ofMillis(2500);

    private static final String CONNECT_SECONDS = "2";

    /** What can change; the name is part of the notification. */
    public enum Topic {
        SETTINGS,
        CLIENT,
        ACCOUNT,
        SCOPES,
        SERVICES,
        ISSUERS,
        TOKEN,
        SIGNING_KEYS,
        ATTEMPTS
    }

    /** One change: of one thing by its key, or of all things of the topic in the tenant when there is none. */
    public record Change(
            String tenant, Topic topic, @Nullable String key) {
        private static final String SEPARATOR = "|";

        private String payload() {
            return tenant + SEPARATOR + topic + SEPARATOR + (key == null ? "" : key);
        }

        private static Optional<Change> parse(String payload) {
            var parts = payload.split("\\|", 3);
            if (parts.length != 3) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Change(parts[0], Topic.valueOf(parts[1]), parts[2].isEmpty() ? null : parts[2]));
            } catch (IllegalArgumentException aTopicOfANewerVersion) {
                return Optional.empty();
            }
        }
    }

    /** What holds cached answers. */
    public interface Listener {
        void changed(Change change);

        /** Anything may have changed. */
        void everythingChanged();
    }

    private final AgroalDataSource dataSource;
    private final DatabaseConnections connections;
    private final EntityManager entityManager;
    private final TransactionSynchronizationRegistry transaction;
    private final CurrentTenant tenant;
    private final LiveNodes nodes;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final InvalidationDelay delay;
    private final AtomicLong provenAt = new AtomicLong(Long.MIN_VALUE);
    private volatile boolean stopping;
    private boolean reportedLost;
    private long answeredAt = System.nanoTime();
    private volatile @Nullable Thread loop;

    public Invalidations(
            AgroalDataSource dataSource,
            DatabaseConnections connections,
            EntityManager entityManager,
            TransactionSynchronizationRegistry transaction,
            CurrentTenant tenant,
            LiveNodes nodes,
            MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.connections = connections;
        this.entityManager = entityManager;
        this.transaction = transaction;
        this.tenant = tenant;
        this.delay = new InvalidationDelay(metrics);
        this.nodes = nodes;
        metrics.gauge("gatehouse.invalidations.listening", this, self -> self.cachesMayAnswer() ? 1 : 0);
    }

    public void add(Listener listener) {
        listeners.add(listener);
    }

    /** Whether this node is sure to have heard of every change that is older than the lease. */
    public boolean cachesMayAnswer() {
        var proven = provenAt.get();
        return proven != Long.MIN_VALUE && System.nanoTime() - proven < LEASE_MILLIS * 1_000_000;
    }

    /**
     * Announces a change in the running transaction: other nodes hear of it when, and only when, it commits; this node's
     * own caches forget it before the commit returns to the caller.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void publish(Topic topic, @Nullable String key) {
        var change = new Change(tenant.id(), topic, key);
        entityManager
                .createNativeQuery("select cast(pg_notify(:channel, :payload) as text),"
                        + " cast(pg_notify(:announced, cast(" + InvalidationDelay.NOW + " as text)) as text)")
                .setParameter("channel", CHANNEL)
                .setParameter("announced", ANNOUNCED)
                .setParameter("payload", change.payload())
                .getSingleResult();
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing is cached anew before the commit
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    tell(change);
                }
            }
        });
    }

    /** After everything that may still refuse to start. */
    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 2000) StartupEvent event) {
        loop = Thread.ofVirtual().name("invalidations").start(this::listenForever);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        var running = loop;
        if (running != null) {
            running.interrupt();
        }
    }

    private void listenForever() {
        while (!stopping) {
            try (var connection = connect()) {
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                lost(e);
            }
            provenAt.set(Long.MIN_VALUE);
            pause();
        }
    }

    /**
     * Says once per outage that the connection is gone. The pool's are no better, so they are given up too: at once what is
     * idle, and what is in use when the server that it talks to has been silent for too long. Whether a new connection is
     * refused says nothing of that: where a server is gone without a word, whoever stands before it soon refuses.
     */
    private void lost(Exception e) {
        provenAt.set(Long.MIN_VALUE);
        if (stopping) {
            return;
        }
        if (hasSpoken(e)) {
            answeredAt = System.nanoTime();
        }
        if (System.nanoTime() - answeredAt > SILENCE.toNanos()) {
            connections.breakOff();
            dataSource.flush(AgroalDataSource.FlushMode.GRACEFUL);
        } else if (!reportedLost && !hasNoAnswer(e)) {
            dataSource.flush(AgroalDataSource.FlushMode.GRACEFUL);
        }
        if (!reportedLost) {
            reportedLost = true;
            LOG.warnf("Not listening for changes, so nothing is answered from caches: %s", e.getMessage());
        }
    }

    /** The server neither answers nor refuses. */
    private static boolean hasNoAnswer(@Nullable Throwable failure) {
        return failure != null && (failure instanceof SocketTimeoutException || hasNoAnswer(failure.getCause()));
    }

    /** The server itself refuses: it has no room, or is busy starting or stopping. */
    private static boolean hasSpoken(@Nullable Throwable failure) {
        return failure != null
                && ((failure instanceof PSQLException postgres && postgres.getServerErrorMessage() != null)
                        || hasSpoken(failure.getCause()));
    }

    private void found() {
        if (reportedLost) {
            reportedLost = false;
            dataSource.flush(AgroalDataSource.FlushMode.GRACEFUL);
            LOG.info("Listening for changes again");
        }
    }

    private void listen(PgConnection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            statement.execute("listen " + ANNOUNCED);
        }
        listeners.forEach(Listener::everythingChanged);
        found();
        while (!stopping) {
            var asked = System.nanoTime();
            readClock(connection, asked);
            deliver(connection, 0);
            provenAt.set(asked);
            answeredAt = asked;
            nodes.ask(connection);
            deliver(connection, POLL_MILLIS);
        }
    }

    /** A question that only a server with all its wits can answer. */
    private void readClock(PgConnection connection, long asked) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("select " + InvalidationDelay.NOW)) {
            answer.next();
            delay.clockRead(answer.getLong(1), asked, System.nanoTime());
        }
    }

    /** @param waitMillis how long to wait for a first notification; 0: only what has arrived */
    private void deliver(PGConnection connection, int waitMillis) throws SQLException {
        var notifications = waitMillis == 0 ? connection.getNotifications() : connection.getNotifications(waitMillis);
        for (var notification : notifications) {
            if (notification.getName().equals(ANNOUNCED)) {
                delay.heard(Long.parseLong(notification.getParameter()));
            } else {
                Change.parse(notification.getParameter()).ifPresent(this::tell);
            }
        }
    }

    /** A change that a listener cannot read may be any change. */
    private void tell(Change change) {
        for (var listener : listeners) {
            try {
                listener.changed(change);
            } catch (IllegalArgumentException unreadable) {
                listener.everythingChanged();
            }
        }
    }

    private PgConnection connect() throws SQLException {
        var factory =
                dataSource.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
        var properties = new Properties();
        if (factory.principal() != null) {
            properties.setProperty("user", factory.principal().getName());
        }
        factory.credentials().stream()
                .filter(SimplePassword.class::isInstance)
                .map(SimplePassword.class::cast)
                .findFirst()
                .ifPresent(password -> properties.setProperty("password", password.getWord()));
        properties.setProperty("ApplicationName", LiveNodes.APPLICATION_NAME);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", CONNECT_SECONDS);
        var connection = new Driver().connect(factory.jdbcUrl(), properties);
        if (!(connection instanceof PgConnection postgres)) {
            throw new SQLException("the database is not PostgreSQL");
        }
        return postgres;
    }

    private void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
        }
    }
}
