package dev.gatehouse.cluster;

import dev.gatehouse.database.DatabaseConnections;
import dev.gatehouse.database.DatabaseSilence;
import dev.gatehouse.database.UnpooledConnections;
import dev.gatehouse.platform.CurrentTenant;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Tells every node when something that its caches hold has changed. A change is a row of the {@link ChangeLog}, written in
 * the transaction that makes the change; a {@link ChangeReader} on each node reads what has been committed, soon after a
 * {@link Waker} has said so, and at a steady pace without.
 *
 * <p>A cached answer is allowed only while the {@link Lease} holds, which each complete reading renews. So a change holds
 * everywhere within a second, or nothing is answered from memory.
 */
@ApplicationScoped
public class Invalidations {

    /** What can change. */
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

        /** Of a topic that has this name; empty where only newer versions have it. */
        static Optional<Change> of(String tenant, String topic, @Nullable String key) {
            try {
                return Optional.of(new Change(tenant, Topic.valueOf(topic), key));
            } catch (IllegalArgumentException aTopicOfANewerVersion) {
                return Optional.empty();
            }
        }

        /** As nodes of the version before write it in a notification. */
        String payload() {
            return tenant + SEPARATOR + topic + SEPARATOR + (key == null ? "" : key);
        }

        /** From a notification of a node of the version before. */
        static Optional<Change> parse(String payload) {
            var parts = payload.split("\\|", 3);
            return parts.length == 3 ? of(parts[0], parts[1], parts[2].isEmpty() ? null : parts[2]) : Optional.empty();
        }
    }

    /** What holds cached answers. */
    public interface Listener {
        void changed(Change change);

        /** Anything may have changed. */
        void everythingChanged();
    }

    private final ChangeLog log;
    private final TransactionSynchronizationRegistry transaction;
    private final CurrentTenant tenant;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Lease lease = new Lease();
    private final Waker waker;
    private final ChangeReader reader;

    public Invalidations(
            ChangeLog log,
            UnpooledConnections unpooled,
            AgroalDataSource dataSource,
            DatabaseConnections pooled,
            TransactionSynchronizationRegistry transaction,
            CurrentTenant tenant,
            LiveNodes nodes,
            MeterRegistry metrics) {
        this.log = log;
        this.transaction = transaction;
        this.tenant = tenant;
        var node = UUID.randomUUID().toString();
        this.waker = new Waker(node, unpooled, nodes);
        var wakes = new Wakes(node, waker);
        this.reader = new ChangeReader(
                unpooled,
                wakes,
                lease,
                new DatabaseSilence(dataSource, pooled),
                new InvalidationDelay(metrics),
                this::tell,
                () -> listeners.forEach(Listener::everythingChanged));
        metrics.gauge("gatehouse.invalidations.listening", lease, held -> held.holds() ? 1 : 0);
        metrics.gauge("gatehouse.invalidations.woken", wakes, heard -> heard.arrive() ? 1 : 0);
    }

    public void add(Listener listener) {
        listeners.add(listener);
    }

    /** Whether this node is sure to know every change that is older than the lease. */
    public boolean cachesMayAnswer() {
        return lease.holds();
    }

    /**
     * Announces a change in the running transaction: other nodes read it when, and only when, it has committed; this node's
     * own caches forget it before the commit returns to the caller.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void publish(Topic topic, @Nullable String key) {
        var change = new Change(tenant.id(), topic, key);
        log.append(change);
        ofTransaction().add(change);
    }

    /** What the running transaction has published; once it has committed, this node and then the others are told. */
    @SuppressWarnings("unchecked")
    private List<Change> ofTransaction() {
        if (transaction.getResource(this) instanceof List<?> published) {
            return (List<Change>) published;
        }
        var published = new ArrayList<Change>();
        transaction.putResource(this, published);
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing is told before the commit
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    published.forEach(Invalidations.this::tell);
                    waker.committed(published);
                }
            }
        });
        return published;
    }

    /** After everything that may still refuse to start. */
    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 2000) StartupEvent event) {
        waker.start();
        reader.start();
    }

    void stop(@Observes ShutdownEvent event) {
        reader.stop();
        waker.stop();
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
}
