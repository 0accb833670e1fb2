// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.archive;

import java.io.IOException;

/** An archive that cannot be read or written. */
public final class ArchiveFault extends IOException {
    private static final long serialVersionUID = 1L;

    /** The kinds of faults. */
    public enum Kind {
        /** The file is not an archive, or the archive has a version that this program does not know. */
        FORMAT,
        /** The key is not that of the archive, or the archive was modified or cut off. */
        KEY,
        /** The content of the archive does not fit the tables of this version. */
        CONTENT,
        /** A stored secret cannot be decrypted with the key of the deployment. */
        SECRET
    }

    private final Kind kind;

    ArchiveFault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
