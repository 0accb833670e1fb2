// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import dev.gatehouse.database.DatabaseConnections;
import dev.gatehouse.database.OutageDetector;
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
 * Cache invalidation across nodes. A change is a row of the {@link ChangeLog}, written in the transaction that makes
 * the change. A {@link ChangeReader} on each node reads committed changes: soon after a notification from a
 * {@link NotificationSender}, and periodically without notifications.
 *
 * <p>Caches may answer only while the {@link Lease} is valid, and each complete read renews the lease. So either a
 * change takes effect on all nodes within a second, or the caches do not answer.
 */
@ApplicationScoped
public class Invalidations {

    /** The kinds of changes. */
    public enum Topic {
        SETTINGS,
        CLIENT,
        ACCOUNT,
        SCOPES,
        SERVICES,
        ISSUERS,
        TOKEN,
        SIGNING_KEYS,
        ATTEMPTS,
        HOSTS,
        QUOTAS
    }

    /** A change of one object, or of all objects of the topic in the tenant if the key is null. */
    public record Change(
            String tenant, Topic topic, @Nullable String key) {
        private static final String SEPARATOR = "|";

        /** Returns a change of the named topic, or empty if only newer versions know the topic. */
        static Optional<Change> of(String tenant, String topic, @Nullable String key) {
            try {
                return Optional.of(new Change(tenant, Topic.valueOf(topic), key));
            } catch (IllegalArgumentException aTopicOfANewerVersion) {
                return Optional.empty();
            }
        }

        /** Returns the notification payload that nodes of the previous version understand. */
        String payload() {
            return tenant + SEPARATOR + topic + SEPARATOR + (key == null ? "" : key);
        }

        /** Parses a notification of a node of the previous version. */
        static Optional<Change> parse(String payload) {
            var parts = payload.split("\\|", 3);
            return parts.length == 3 ? of(parts[0], parts[1], parts[2].isEmpty() ? null : parts[2]) : Optional.empty();
        }
    }

    /** A cache that must be invalidated after changes. */
    public interface Listener {
        void changed(Change change);

        /** Handles missed changes: anything may have changed. */
        void everythingChanged();
    }

    private final ChangeLog log;
    private final TransactionSynchronizationRegistry transaction;
    private final CurrentTenant tenant;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Lease lease = new Lease();
    private final NotificationSender sender;
    private final ChangeReader reader;

    Invalidations(
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
        this.sender = new NotificationSender(node, unpooled, nodes);
        var receiver = new NotificationReceiver(node, sender);
        this.reader = new ChangeReader(
                unpooled,
                receiver,
                lease,
                new OutageDetector(dataSource, pooled),
                new InvalidationDelay(metrics),
                this::tell,
                () -> listeners.forEach(Listener::everythingChanged));
        metrics.gauge("gatehouse.invalidations.listening", lease, held -> held.holds() ? 1 : 0);
        metrics.gauge("gatehouse.invalidations.woken", receiver, heard -> heard.isListening() ? 1 : 0);
    }

    public void add(Listener listener) {
        listeners.add(listener);
    }

    /** Returns whether this node knows every change that was committed before the lease began. */
    boolean cachesMayAnswer() {
        return lease.holds();
    }

    /**
     * Announces a change in the current transaction. Other nodes read the change only after the commit. The caches of
     * this node are invalidated before the commit returns to the caller.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void publish(Topic topic, @Nullable String key) {
        var change = new Change(tenant.id(), topic, key);
        log.append(change);
        ofTransaction().add(change);
    }

    /**
     * Returns the changes that the current transaction has announced. After the commit, this node and then the other
     * nodes are notified.
     */
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
                // no notification before the commit
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    published.forEach(Invalidations.this::tell);
                    sender.committed(published);
                }
            }
        });
        return published;
    }

    /** Starts after all observers that can abort the startup. */
    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 2000) StartupEvent event) {
        sender.start();
        reader.start();
    }

    void stop(@Observes ShutdownEvent event) {
        reader.stop();
        sender.stop();
    }

    /** Notifies the listeners. If a listener cannot parse a change, the listener assumes that everything changed. */
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
