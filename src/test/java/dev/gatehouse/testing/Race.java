// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs work on many threads at the same moment. */
public final class Race {
    private Race() {}

    /**
     * Starts the work on all threads together and passes each thread its number. Returns the results in the order of
     * the numbers.
     */
    public static <T> List<T> of(int runners, IntFunction<T> work) {
        var start = new CyclicBarrier(runners);
        return finish(begin(runners, number -> {
            try {
                start.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return work.apply(number);
        }));
    }

    /** Starts the work on several threads without waiting for the results. */
    public static <T> List<Future<T>> begin(int runners, IntFunction<T> work) {
        var futures = new ArrayList<Future<T>>();
        // Not in a try block, because closing the executor would wait for the threads.
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        for (var i = 0; i < runners; i++) {
            var number = i;
            futures.add(threads.submit((Callable<T>) () -> work.apply(number)));
        }
        threads.shutdown();
        return futures;
    }

    /** Waits for all results and returns them. */
    public static <T> List<T> finish(List<Future<T>> runners) {
        var results = new ArrayList<T>();
        for (var runner : runners) {
            try {
                results.add(runner.get());
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return results;
    }
}
