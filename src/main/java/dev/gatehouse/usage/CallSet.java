// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.listing.Excerpt;
import dev.gatehouse.scope.PatternTree;
import dev.gatehouse.scope.ScopeMatcher.CoveredUrl;
import dev.gatehouse.service.CoveredCalls;
import dev.gatehouse.service.Route;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A set of calls of exposed services. Quickly computes the calls that many different sets of URL patterns leave
 * uncovered. A URL that is covered for some methods only stays in the result with the other methods.
 */
final class CallSet {
    private static final List<String> METHODS = List.copyOf(HttpMethods.ALL.covered());

    private final List<CoveredCalls> calls;
    private final PatternTree<Integer> tree;
    private final BitSet all = new BitSet();

    /**
     * The calls that patterns cover, with one bit per URL pattern and method.
     *
     * @param whole set if every URL is covered
     * @param touched set if at least one URL is covered
     */
    record Cover(BitSet whole, BitSet touched) {
        public Cover() {
            this(new BitSet(), new BitSet());
        }

        /** Adds the calls of another cover. */
        public void add(Cover other) {
            whole.or(other.whole);
            touched.or(other.touched);
        }
    }

    /**
     * The uncovered calls of a service.
     *
     * @param extent how much of the service is uncovered
     */
    record Rest(Route route, String url, List<String> methods, Extent extent) {}

    CallSet(List<CoveredCalls> calls) {
        this.calls = List.copyOf(calls);
        this.tree = new PatternTree<>(IntStream.range(0, calls.size())
                .mapToObj(index -> new PatternTree.Entry<>(calls.get(index).url(), index))
                .toList());
        for (var index = 0; index < calls.size(); index++) {
            for (var method : calls.get(index).methods()) {
                all.set(bit(index, method));
            }
        }
    }

    /** Returns which of these calls the patterns cover. */
    Cover cover(Collection<CoveredUrl> urls) {
        var cover = new Cover();
        for (var url : urls) {
            tree.forEachOverlap(url.pattern(), index -> {
                var whole = url.pattern().covers(calls.get(index).url());
                for (var method : calls.get(index).methods()) {
                    if (url.methods().cover(method)) {
                        cover.touched.set(bit(index, method));
                        cover.whole.set(bit(index, method), whole || cover.whole.get(bit(index, method)));
                    }
                }
            });
        }
        return cover;
    }

    /** Returns whether any calls are uncovered. */
    boolean exceeds(Cover cover) {
        var left = (BitSet) all.clone();
        left.andNot(cover.whole);
        return !left.isEmpty();
    }

    /** Returns the uncovered calls by service: the first ones, and the total number. */
    Excerpt<Rest> without(Cover cover, int size) {
        var left = (BitSet) all.clone();
        left.andNot(cover.whole);
        var first = new ArrayList<Rest>();
        var total = 0;
        for (var bit = left.nextSetBit(0);
                bit >= 0;
                bit = left.nextSetBit((bit / METHODS.size() + 1) * METHODS.size())) {
            if (total < size) {
                first.add(rest(bit / METHODS.size(), left, cover));
            }
            total++;
        }
        return new Excerpt<>(first, total);
    }

    private Rest rest(int index, BitSet left, Cover cover) {
        var methods = new LinkedHashSet<String>();
        var partly = !calls.get(index).isEveryUrl();
        for (var method : METHODS) {
            if (left.get(bit(index, method))) {
                methods.add(method);
                partly |= cover.touched.get(bit(index, method));
            }
        }
        return new Rest(
                calls.get(index).route(),
                calls.get(index).url().toString(),
                HttpMethods.covering(methods).sorted(),
                partly ? Extent.PARTLY : Extent.ALL);
    }

    private static int bit(int index, String method) {
        return index * METHODS.size() + METHODS.indexOf(method);
    }
}
