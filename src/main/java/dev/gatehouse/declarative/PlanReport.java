// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonView;
import dev.gatehouse.adminapi.NotInEntityTag;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.SourcePosition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an apply of documents changes.
 *
 * @param applied whether the changes were made; false: only planned
 * @param unchanged the number of described objects that are as described
 * @param notDescribed the managed objects that no document describes and that stay
 * @param warnings what the trusted issuers did not answer, and what an import leaves out
 */
@RegisterForReflection
public record PlanReport(
        boolean applied,
        List<Change> changes,
        int unchanged,
        List<Remaining> notDescribed,
        @JsonView(NotInEntityTag.class) List<Warning> warnings) {
    public PlanReport {
        changes = List.copyOf(changes);
        notDescribed = List.copyOf(notDescribed);
        warnings = List.copyOf(warnings);
    }

    /** What happens to an object. */
    public enum Action {
        CREATE,
        CHANGE,
        DELETE
    }

    /**
     * The change of one object.
     *
     * @param kind the kind of the object, such as {@code client}
     * @param name the natural key of the object
     * @param fields the changed fields; empty for a new or deleted object
     * @param drift whether an administrator edited the managed object since the documents were applied
     * @param position where the documents describe the object; null if none does
     */
    @RegisterForReflection
    public record Change(
            String kind,
            String name,
            Action action,
            List<ChangedField> fields,
            boolean drift,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SourcePosition position) {
        public Change {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A changed field.
     *
     * @param before the stored value: a text as it is, any other value as JSON; null: no value, or a secret
     * @param after the described value, in the same form
     */
    @RegisterForReflection
    public record ChangedField(
            String field,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String before,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String after) {}

    /** A managed object that no document describes. */
    @RegisterForReflection
    public record Remaining(String kind, String name) {}

    /** A warning about a described object. */
    @RegisterForReflection
    public record Warning(String kind, String name, ErrorText message) {}

    /** Returns this report as a plan, which has the same entity tag before and after the apply. */
    PlanReport asPlan() {
        return new PlanReport(false, changes, unchanged, notDescribed, warnings);
    }

    PlanReport asApplied() {
        return new PlanReport(true, changes, unchanged, notDescribed, warnings);
    }

    PlanReport with(List<Warning> others) {
        return new PlanReport(applied, changes, unchanged, notDescribed, others);
    }

    boolean changesNothing() {
        return changes.isEmpty();
    }

    long count(Action action) {
        return changes.stream().filter(change -> change.action() == action).count();
    }
}
