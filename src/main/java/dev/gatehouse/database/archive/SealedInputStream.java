// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.archive;

import dev.gatehouse.database.archive.ArchiveFault.Kind;
import dev.gatehouse.platform.SealedBox;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decrypts an archive. Every byte that is read is authentic, and the end of the stream is the end that the writer wrote.
 */
final class SealedInputStream extends InputStream {
    private final DataInputStream sealed;
    private final SealedBox box;
    private byte[] content = new byte[0];
    private int next;
    private long number;
    private boolean last;

    /**
     * Reads the first bytes.
     *
     * @throws ArchiveFault if the input is not an archive of a known version
     */
    SealedInputStream(InputStream sealed, ArchiveKey key) throws IOException {
        this.sealed = new DataInputStream(sealed);
        var magic = SealedChunk.MAGIC.getBytes(StandardCharsets.US_ASCII);
        var salt = new byte[SealedChunk.SALT_BYTES];
        try {
            var found = new byte[magic.length];
            this.sealed.readFully(found);
            if (!Arrays.equals(found, magic)) {
                throw new ArchiveFault(Kind.FORMAT, "other first bytes");
            }
            if (this.sealed.read() != SealedChunk.VERSION) {
                throw new ArchiveFault(Kind.FORMAT, "another version");
            }
            this.sealed.readFully(salt);
        } catch (EOFException tooShort) {
            throw new ArchiveFault(Kind.FORMAT, "too short");
        }
        this.box = key.box(salt);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (next == content.length) {
            if (last) {
                return -1;
            }
            readChunk();
        }
        var now = Math.min(length, content.length - next);
        System.arraycopy(content, next, bytes, offset, now);
        next += now;
        return now;
    }

    private void readChunk() throws IOException {
        try {
            var position = sealed.read();
            var length = sealed.readInt();
            if (length < 0 || length > SealedChunk.MOST) {
                throw new ArchiveFault(Kind.KEY, "a chunk of " + length + " bytes");
            }
            var chunk = new byte[length];
            sealed.readFully(chunk);
            content = box.open(chunk, SealedChunk.context(number, position))
                    .orElseThrow(() -> new ArchiveFault(Kind.KEY, "chunk " + number + " cannot be decrypted"));
            last = position == SealedChunk.LAST;
        } catch (EOFException cutOff) {
            throw new ArchiveFault(Kind.KEY, "no last chunk");
        }
        number++;
        next = 0;
        if (last && sealed.read() >= 0) {
            throw new ArchiveFault(Kind.KEY, "bytes after the last chunk");
        }
    }

    @Override
    public void close() throws IOException {
        sealed.close();
    }
}
