// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.archive;

/**
 * The parts of an encrypted archive. After the magic bytes, the version and the salt come the chunks: one byte that says
 * whether the chunk is the last one, the length of the encrypted chunk in four bytes, and the encrypted chunk. The
 * context of a chunk is its position, so that chunks cannot be removed, repeated or exchanged.
 */
final class SealedChunk {
    /** The first bytes of an archive. */
    static final String MAGIC = "GATEHOUSE-TENANT";

    static final int VERSION = 1;
    static final int SALT_BYTES = 16;

    /** The maximum length of the content of a chunk, in bytes. */
    static final int CONTENT = 64 * 1024;

    /** The maximum length of an encrypted chunk: the content, the nonce and the tag. */
    static final int MOST = CONTENT + 12 + 16;

    static final int MORE = 0;
    static final int LAST = 1;

    private SealedChunk() {}

    static String context(long number, int position) {
        return number + "/" + position;
    }
}
