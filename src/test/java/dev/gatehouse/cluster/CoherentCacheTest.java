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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The entries that the cache keeps, and the callers that share a load. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CoherentCacheTest {
    private static final int CALLERS = 10;
    private static final int TENANTS = 10_000;
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
        cache = cache(10);
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
        publish(CurrentTenant.DEFAULT, null);

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
        var before = inDefaultTenant(settings::current).requireHttps();
        try {
            inDefaultTenant(() -> QuarkusTransaction.requiringNew().call(() -> {
                settings.findById(CurrentTenant.DEFAULT);
                CompletableFuture.runAsync(() -> requireHttps(!before))
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join();
                return settings.current();
            }));

            assertThat(inDefaultTenant(settings::current).requireHttps()).isEqualTo(!before);
        } finally {
            requireHttps(before);
        }
    }

    @Test
    void changeOfOneKeyDoesNotKeepOthersFromBeingCached() {
        var callers = callers(this::ask);
        publish(CurrentTenant.DEFAULT, "default/another");
        released.countDown();

        assertThat(callers).extracting(caller -> caller.answer().join()).containsOnly("loaded 1");
        assertThat(cache.ifPresent(KEY)).isEqualTo("loaded 1");
    }

    @Test
    void whatChangesWhileItIsReadIsNotKept() {
        var callers = callers(this::ask);
        publish(CurrentTenant.DEFAULT, KEY);
        released.countDown();

        assertThat(callers).extracting(caller -> caller.answer().join()).containsOnly("loaded 1");
        assertThat(cache.ifPresent(KEY)).isNull();
    }

    @Test
    void changeInOneTenantLeavesWhatIsCachedOfOthers() {
        released.countDown();
        ask();
        cache.get("other/key", ignored -> "of another");

        publish("other", null);

        assertThat(cache.ifPresent("other/key")).isNull();
        assertThat(cache.ifPresent(KEY)).isEqualTo("loaded 1");
    }

    @Test
    void changeInOneTenantLeavesEveryEntryOfTenThousandOthers() {
        var large = cache(100_000);
        IntStream.range(0, TENANTS).forEach(number -> large.get(number + "/key", key -> "of " + key));

        publish("77", null);
        publish("9999", "9999/key");

        assertThat(IntStream.range(0, TENANTS)
                        .filter(number -> large.ifPresent(number + "/key") == null)
                        .boxed())
                .containsExactly(77, 9999);
        assertThat(large.get("77/key", key -> "again")).isEqualTo("again");
        assertThat(large.ifPresent("77/key")).isEqualTo("again");
    }

    @Test
    void busyTenantsDoNotKeepTheLoadsOfOthersFromBeingCached() {
        var callers = callers(this::ask);
        tenant.call(
                "busy",
                () -> QuarkusTransaction.requiringNew().call(() -> {
                    IntStream.range(0, 100).forEach(ignored -> invalidations.publish(Invalidations.Topic.SCOPES, null));
                    return true;
                }));
        IntStream.range(0, 200).forEach(number -> publish("busy" + number, null));
        released.countDown();

        assertThat(callers).extracting(caller -> caller.answer().join()).containsOnly("loaded 1");
        assertThat(cache.ifPresent(KEY)).isEqualTo("loaded 1");
    }

    @Test
    void changeOfATenantDuringALoadKeepsItsValueFromBeingCached() {
        var callers = callers(this::ask);
        publish(CurrentTenant.DEFAULT, null);
        released.countDown();

        assertThat(callers).extracting(caller -> caller.answer().join()).containsOnly("loaded 1");
        assertThat(cache.ifPresent(KEY)).isNull();
    }

    /** Caches may have missed a change of any tenant. */
    @Test
    void missedChangesEndAllEntriesAndLoads() {
        var callers = callers(this::ask);
        var other = cache.get("other/key", key -> "of another");
        assertThat(other).isEqualTo(cache.ifPresent("other/key"));

        missEverything();
        released.countDown();

        assertThat(callers).extracting(caller -> caller.answer().join()).containsOnly("loaded 1");
        assertThat(cache.ifPresent(KEY)).isNull();
        assertThat(cache.ifPresent("other/key")).isNull();
    }

    /** Whoever asks after a commit gets at least the committed value, from the cache too. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void committedChangeIsSeenByEveryLaterReaderHoweverManyLoadAtTheSameTime(boolean ofTheWholeTenant)
            throws InterruptedException {
        var racing = cache(1_000);
        var stored = new AtomicInteger();
        var committed = new AtomicInteger();
        var stale = new AtomicInteger();
        var hits = new AtomicInteger();
        var running = new AtomicBoolean(true);
        var readers = IntStream.range(0, 4)
                .mapToObj(ignored -> Thread.ofPlatform().start(() -> {
                    while (running.get()) {
                        var least = committed.get();
                        var cached = racing.ifPresent(KEY);
                        var value = cached == null ? racing.get(KEY, key -> "" + stored.get()) : cached;
                        if (Integer.parseInt(Objects.requireNonNull(value)) < least) {
                            stale.incrementAndGet();
                        }
                        hits.addAndGet(cached == null ? 0 : 1);
                    }
                }))
                .toList();

        for (var round = 0; round < 300; round++) {
            var version = stored.incrementAndGet();
            publish(CurrentTenant.DEFAULT, ofTheWholeTenant ? null : KEY);
            committed.set(version);
        }
        running.set(false);
        for (var reader : readers) {
            reader.join();
        }

        assertThat(stale).hasValue(0);
        assertThat(hits.get()).isPositive();
    }

    /** The last entries of a tenant stay, although another tenant has more entries and uses all of them more. */
    @Test
    void tenantWithVeryManyKeysLeavesTheLastEntriesOfOthers() {
        var full = cache(4_800);
        IntStream.range(0, 10)
                .forEach(number -> List.of("a", "b", "c").forEach(key -> full.get(number + "/" + key, all -> "small")));

        for (var round = 0; round < 10; round++) {
            IntStream.range(0, 20_000).forEach(number -> full.get("large/" + number, key -> "large"));
        }

        assertThat(IntStream.range(0, 10)
                        .filter(number ->
                                Stream.of("a", "b", "c").allMatch(key -> full.ifPresent(number + "/" + key) == null))
                        .boxed())
                .as("tenants without an entry")
                .isEmpty();
    }

    private CoherentCache<String, String> cache(int entries) {
        return new CoherentCache<>(
                invalidations,
                CacheBound.entries(entries),
                Invalidations.Topic.SCOPES,
                key -> key.substring(0, key.indexOf('/')),
                Invalidations.Change::key);
    }

    private void publish(String tenantId, String key) {
        tenant.call(
                tenantId,
                () -> QuarkusTransaction.requiringNew().call(() -> {
                    invalidations.publish(Invalidations.Topic.SCOPES, key);
                    return true;
                }));
    }

    /** Removes the mark of the change log, as a crash of the database does, so that changes may be missing. */
    private void missEverything() {
        cache.get("probe/key", key -> "cached");
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute("delete from change_log_mark");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        await().until(() -> invalidations.cachesMayAnswer() && cache.ifPresent("probe/key") == null);
    }

    private <T> T inDefaultTenant(Supplier<T> work) {
        return tenant.call(CurrentTenant.DEFAULT, work::get);
    }

    private void requireHttps(boolean required) {
        inDefaultTenant(() -> {
            settings.requireHttps(required);
            return true;
        });
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
                .mapToObj(ignored -> Caller.of(() -> inDefaultTenant(question)))
                .toList();
        await().until(() -> callers.stream().allMatch(Caller::waits));
        return callers;
    }
}
