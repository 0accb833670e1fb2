// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

/** The mark of an object that configuration files manage. Objects without a mark are null in the database. */
public enum ManagedMark {
    /** The files created the object, so that they can remove it too. */
    CREATED(true, false),
    /** The object existed before the files described it. */
    ADOPTED(false, false),
    /** As {@link #CREATED}, and an administrator edited the object since the files were applied. */
    CREATED_EDITED(true, true),
    /** As {@link #ADOPTED}, and an administrator edited the object since the files were applied. */
    ADOPTED_EDITED(false, true);

    private final boolean created;
    private final boolean edited;

    ManagedMark(boolean created, boolean edited) {
        this.created = created;
        this.edited = edited;
    }

    /** Returns whether the files created the object. */
    public boolean isCreated() {
        return created;
    }

    /** Returns whether the object was edited since the files were applied. */
    public boolean isEdited() {
        return edited;
    }

    ManagedMark applied() {
        return created ? CREATED : ADOPTED;
    }

    ManagedMark edited() {
        return created ? CREATED_EDITED : ADOPTED_EDITED;
    }
}
