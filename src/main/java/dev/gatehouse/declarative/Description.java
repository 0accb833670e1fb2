// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.problem.SourcePosition;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one or several documents say about a tenant.
 *
 * @param prune where the documents ask for the removal of managed objects that they no longer describe; null: nowhere
 */
record Description(@Nullable SourcePosition prune, List<Entry> entries) {
    Description {
        entries = List.copyOf(entries);
    }

    Stream<Entry> of(Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind);
    }
}
