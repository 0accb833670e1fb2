// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of managed objects are allowed. Configuration files manage an object that they created, and an object
 * that the configuration directory describes. Only an apply changes a managed object, unless
 * {@code gatehouse.config.edits} is {@code report}.
 */
@ApplicationScoped
public class ManagedObjects {
    private static final Logger LOG = Logger.getLogger(ManagedObjects.class);

    /** Bound during an apply: whether existing objects that the files describe become managed. */
    private static final ScopedValue<Boolean> ADOPTING = ScopedValue.newInstance();

    private final boolean editable;

    ManagedObjects(GatehouseConfig config) {
        this.editable = config.config().edits() == GatehouseConfig.Edits.REPORT;
    }

    /**
     * Runs an apply. Its changes of managed objects are allowed.
     *
     * @param adopting whether existing objects that the files describe become managed
     */
    public static <T, X extends Throwable> T apply(boolean adopting, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(ADOPTING, adopting).call(work);
    }

    /** Returns whether the current change is part of an apply, which saves only what differs. */
    public static boolean isApply() {
        return ADOPTING.isBound();
    }

    /** Returns the mark of a new object; null: the object is not managed. */
    public static @Nullable ManagedMark created() {
        return isApply() ? ManagedMark.CREATED : null;
    }

    /** Returns the value of {@code managed} in a view: true, or null so that the property is absent. */
    public static @Nullable Boolean shown(@Nullable ManagedMark mark) {
        return mark == null ? null : Boolean.TRUE;
    }

    /** Returns whether administrators may edit managed objects. */
    public boolean areEditable() {
        return editable;
    }

    /**
     * Checks a change of an object.
     *
     * @param what the object, for the log
     * @return the mark after the change
     * @throws ProblemException 409 if configuration files manage the object
     */
    public @Nullable ManagedMark change(@Nullable ManagedMark mark, String what) {
        if (isApply()) {
            if (mark != null) {
                return mark.applied();
            }
            return ADOPTING.get() ? ManagedMark.ADOPTED : null;
        }
        if (mark == null) {
            return null;
        }
        if (!editable) {
            throw ProblemException.managed();
        }
        LOG.warnf("%s was edited, but configuration files manage it. The next apply overwrites the edit.", what);
        return mark.edited();
    }
}
