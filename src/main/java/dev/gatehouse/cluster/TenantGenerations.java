// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The generation of each tenant in a cache. Cached entries and loads in progress refer to the generation in which they
 * began. A change of everything of a tenant ends its generation, and with the generation all that refers to it.
 *
 * <p>A generation is kept only as long as an entry or a load refers to it. Without one, nothing has to be invalidated.
 * So the number of generations is at most the number of entries and loads.
 */
final class TenantGenerations {

    /** The time between two changes of everything of a tenant. */
    static final class Generation {
        private volatile boolean over;

        private Generation() {}

        boolean isOver() {
            return over;
        }
    }

    private static final class Held extends WeakReference<Generation> {
        private final String tenant;

        private Held(String tenant, Generation generation, ReferenceQueue<Generation> unused) {
            super(generation, unused);
            this.tenant = tenant;
        }
    }

    private final ConcurrentMap<String, Held> held = new ConcurrentHashMap<>();
    private final ReferenceQueue<Generation> unused = new ReferenceQueue<>();

    /** Returns the current generation of a tenant. */
    Generation current(String tenant) {
        forgetUnused();
        var known = generation(held.get(tenant));
        while (known == null) {
            var next = new Generation();
            known = held.compute(
                            tenant,
                            (same, before) ->
                                    before != null && before.get() != null ? before : new Held(tenant, next, unused))
                    .get();
        }
        return known;
    }

    /** Ends the current generation of a tenant. A load that begins later has another generation. */
    void end(String tenant) {
        end(held.remove(tenant));
    }

    /** Ends the current generations of all tenants. */
    void endAll() {
        held.keySet().forEach(this::end);
    }

    /** Returns the number of tenants whose generation is kept. */
    int size() {
        forgetUnused();
        return held.size();
    }

    private static void end(@Nullable Held one) {
        var ended = generation(one);
        if (ended != null) {
            ended.over = true;
        }
    }

    private static @Nullable Generation generation(@Nullable Held one) {
        return one == null ? null : one.get();
    }

    private void forgetUnused() {
        for (var one = unused.poll(); one != null; one = unused.poll()) {
            if (one instanceof Held gone) {
                held.remove(gone.tenant, gone);
            }
        }
    }
}
