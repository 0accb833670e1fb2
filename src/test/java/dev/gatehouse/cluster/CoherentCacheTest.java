// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The entries that the cache keeps, and the callers that share a load. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CoherentCacheTest {
    private static final int CALLERS = 10;
    private static final String KEY = "default/key";

    @Inject
    Invalidations invalidations;

    @Inject
    CurrentTenant tenant;

    @Inject
    TenantSettings settings;

    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private CoherentCache<String, String> cache;

    /** A caller and the value that the cache returns. */
    private record Caller(Thread thread, CompletableFuture<String> answer) {
        static Caller of(Supplier<String> question) {
            var answer = new CompletableFuture<String>();
            var thread = Thread.ofPlatform().start(() -> {
                try {
                    answer.complete(question.get());
                } catch (IllegalStateException | CompletionException failure) {
                    answer.completeExceptionally(failure);
                }
            });
            return new Caller(thread, answer);
        }

        boolean waits() {
            return thread.getState() == Thread.State.WAITING;
        }
    }

    @BeforeEach
    void start() {
        await().until(invalidations::cachesMayAnswer);
        cache = new CoherentCache<>(
                invalidations,
                CacheBound.entries(10),
                Invalidations.Topic.SCOPES,
                key -> key.substring(0, key.indexOf('/')),
                Invalidations.Change::key);
    }

    @Test
    void thoseWhoAskAtTheSameTimeShareOneLoad() {
        var callers = callers(this::ask);

        released.countDown();

        assertThat(callers).extracting(caller -> caller.answer().join()).containsOnly("loaded 1");
        assertThat(loads).hasValue(1);
        assertThat(ask()).isEqualTo("loaded 1");
    }

    @Test
    void whoeverAsksAfterAChangeDoesNotGetWhatWasReadBefore() {
        var before = callers(this::ask);
        QuarkusTransaction.requiringNew().run(() -> invalidations.publish(Invalidations.Topic.SCOPES, null));

        var after = Caller.of(this::ask);
        await().until(() -> loads.get() == 2);
        released.countDown();

        assertThat(before).extracting(caller -> caller.answer().join()).containsOnly("loaded 1");
        assertThat(after.answer().join()).isEqualTo("loaded 2");
        assertThat(ask()).isNotEqualTo("loaded 1");
    }

    @Test
    void failureOfOneIsNotTheFailureOfTheOthers() {
        var callers = callers(() -> cache.get(KEY, ignored -> {
            var number = loads.incrementAndGet();
            awaitRelease();
            if (number == 1) {
                throw new IllegalStateException("this one fails");
            }
            return "loaded";
        }));

        released.countDown();

        assertThat(callers.stream()
                        .filter(caller -> caller.answer()
                                .handle((answer, failure) -> failure == null)
                                .join()))
                .hasSize(CALLERS - 1);
    }

    /** Otherwise each waiting caller would start its own load and wait longer than the database timeout. */
    @Test
    void outageForOneIsTheOutageForAll() {
        var callers = callers(() -> cache.get(KEY, ignored -> {
            loads.incrementAndGet();
            awaitRelease();
            throw new IllegalStateException(new SQLException("no answer", "08006"));
        }));

        released.countDown();

        assertThat(callers).allSatisfy(caller -> assertThat(caller.answer()).failsWithin(Duration.ofSeconds(10)));
        assertThat(loads).hasValue(1);
    }

    @Test
    void whoeverIsInATransactionWaitsForNobody() {
        var callers = callers(() -> QuarkusTransaction.requiringNew().call(this::ask));

        await().until(() -> loads.get() == CALLERS);
        released.countDown();

        assertThat(callers)
                .allSatisfy(caller -> assertThat(caller.answer().join()).startsWith("loaded"));
    }

    @Test
    void whatIsReadInATransactionIsNotKept() {
        released.countDown();

        assertThat(QuarkusTransaction.requiringNew().call(this::ask)).isEqualTo("loaded 1");

        assertThat(cache.ifPresent(KEY)).isNull();
        assertThat(ask()).isEqualTo("loaded 2");
        assertThat(cache.ifPresent(KEY)).isEqualTo("loaded 2");
    }

    @Test
    void whatIsKeptIsReadInATransactionOfItsOwn() {
        var status = cache.get(KEY, ignored -> "status " + QuarkusTransaction.getStatus());

        assertThat(status).isEqualTo("status " + Status.STATUS_ACTIVE);
        assertThat(QuarkusTransaction.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    /**
     * Hibernate reads the settings from the persistence context of the transaction, which doesn't contain the change.
     */
    @Test
    void stateThatATransactionHadReadBeforeAChangeIsNotKept() {
        var before = settings.current().requireHttps();
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                settings.findById(tenant.id());
                CompletableFuture.runAsync(() -> tenant.call(tenant.id(), () -> {
                            settings.requireHttps(!before);
                            return true;
                        }))
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join();
                settings.current();
            });

            assertThat(settings.current().requireHttps()).isEqualTo(!before);
        } finally {
            settings.requireHttps(before);
        }
    }

    @Test
    void changeOfOneKeyDoesNotKeepOthersFromBeingCached() {
        var callers = callers(this::ask);
        QuarkusTransaction.requiringNew()
                .run(() -> invalidations.publish(Invalidations.Topic.SCOPES, "default/another"));
        released.countDown();

        assertThat(callers).extracting(caller -> caller.answer().join()).containsOnly("loaded 1");
        assertThat(cache.ifPresent(KEY)).isEqualTo("loaded 1");
    }

    @Test
    void whatChangesWhileItIsReadIsNotKept() {
        var callers = callers(this::ask);
        QuarkusTransaction.requiringNew().run(() -> invalidations.publish(Invalidations.Topic.SCOPES, KEY));
        released.countDown();

        assertThat(callers).extracting(caller -> caller.answer().join()).containsOnly("loaded 1");
        assertThat(cache.ifPresent(KEY)).isNull();
    }

    @Test
    void changeInOneTenantLeavesWhatIsCachedOfOthers() {
        released.countDown();
        ask();
        cache.get("other/key", ignored -> "of another");

        tenant.call(
                "other",
                () -> QuarkusTransaction.requiringNew().call(() -> {
                    invalidations.publish(Invalidations.Topic.SCOPES, null);
                    return true;
                }));

        assertThat(cache.ifPresent("other/key")).isNull();
        assertThat(cache.ifPresent(KEY)).isEqualTo("loaded 1");
    }

    private String ask() {
        return Objects.requireNonNull(cache.get(KEY, ignored -> {
            var number = loads.incrementAndGet();
            awaitRelease();
            return "loaded " + number;
        }));
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts callers and waits until all of them wait for the load. */
    private List<Caller> callers(Supplier<String> question) {
        var callers = IntStream.range(0, CALLERS)
                .mapToObj(ignored -> Caller.of(() -> tenant.call(tenant.id(), question::get)))
                .toList();
        await().until(() -> callers.stream().allMatch(Caller::waits));
        return callers;
    }
}
