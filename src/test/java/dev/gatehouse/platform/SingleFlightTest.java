// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The callers that share one run of the work, and the time for which they share its outcome. */
class SingleFlightTest {
    private static final String KEY = "key";

    private final SingleFlight<String, String> flights = new SingleFlight<>();
    private final AtomicInteger started = new AtomicInteger();
    private final Promise<String> work = Promise.promise();

    private Future<String> join(String key) {
        return flights.join(key, () -> {
            started.incrementAndGet();
            return work.future();
        });
    }

    @Nested
    class Join {
        @Test
        void sharesWorkInProgress() {
            var first = join(KEY);
            var second = join(KEY);

            work.complete("value");

            assertThat(started).hasValue(1);
            assertThat(first.result()).isEqualTo("value");
            assertThat(second.result()).isEqualTo("value");
        }

        @Test
        void sharesFailure() {
            var failure = new IllegalStateException("no answer");
            var first = join(KEY);
            var second = join(KEY);

            work.fail(failure);

            assertThat(first.cause()).isSameAs(failure);
            assertThat(second.cause()).isSameAs(failure);
        }

        @Test
        void startsWorkOfAnotherKey() {
            join(KEY);
            join("another key");

            assertThat(started).hasValue(2);
        }

        @Test
        void startsAgainAfterWorkHasEnded() {
            join(KEY);
            work.complete("value");

            join(KEY);

            assertThat(started).hasValue(2);
        }

        /** A caller that receives a failure can start the work again immediately. */
        @Test
        void startsAgainForWhoeverIsToldOfTheEnd() {
            var again = join(KEY).recover(failure -> flights.join(KEY, () -> Future.succeededFuture("second")));

            work.fail("first");

            assertThat(again.result()).isEqualTo("second");
        }

        @Test
        void takesWhatTheWorkThrowsForItsFailure() {
            var failure = new IllegalStateException("not even begun");

            var outcome = flights.join(KEY, () -> {
                throw failure;
            });

            assertThat(outcome.cause()).isSameAs(failure);
            assertThat(flights.inProgress(KEY)).isNull();
        }
    }

    @Nested
    class InProgress {
        @Test
        void isTheWorkThatWasStarted() {
            var joined = join(KEY);

            assertThat(flights.inProgress(KEY)).isSameAs(joined);
        }

        @Test
        void isNothingBeforeAndAfter() {
            assertThat(flights.inProgress(KEY)).isNull();
            join(KEY);
            work.complete("value");

            assertThat(flights.inProgress(KEY)).isNull();
        }
    }

    @Nested
    class Await {
        private final CountDownLatch released = new CountDownLatch(1);
        private final IllegalStateException failure = new IllegalStateException("no answer");

        private String value() {
            started.incrementAndGet();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "value";
        }

        private String fails() {
            value();
            throw failure;
        }

        private static CompletableFuture<String> caller(Supplier<String> question) {
            var answer = new CompletableFuture<String>();
            var thread = Thread.ofPlatform().start(() -> {
                try {
                    answer.complete(question.get());
                } catch (IllegalStateException | CompletionException failure) {
                    answer.completeExceptionally(failure);
                }
            });
            await().until(() -> thread.getState() == Thread.State.WAITING);
            return answer;
        }

        @Test
        void sharesWorkInProgress() {
            var first = caller(() -> flights.await(KEY, this::value));
            var second = caller(() -> flights.await(KEY, this::value));

            released.countDown();

            assertThat(first.join()).isEqualTo("value");
            assertThat(second.join()).isEqualTo("value");
            assertThat(started).hasValue(1);
        }

        @Test
        void tellsWhoDoesTheWorkItsFailureAndOthersThatItFailed() {
            var first = caller(() -> flights.await(KEY, this::fails));
            var second = caller(() -> flights.await(KEY, this::fails));

            released.countDown();

            assertThat(failureOf(first)).isSameAs(failure);
            assertThat(failureOf(second))
                    .isInstanceOf(CompletionException.class)
                    .hasCause(failure);
        }

        private static Throwable failureOf(CompletableFuture<String> answer) {
            return answer.handle((value, failed) -> failed).join();
        }

        @Test
        void joinsWorkThatSomebodyDoesNotWaitFor() {
            join(KEY);
            var waiting = caller(() -> flights.await(KEY, () -> "own"));

            work.complete("value");

            assertThat(waiting.join()).isEqualTo("value");
        }
    }
}
