// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.archive;

import dev.gatehouse.platform.SealedBox;
import dev.gatehouse.platform.Secrets;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Encrypts an archive. Without {@link #close}, the archive has no end and cannot be read. */
final class SealedOutputStream extends OutputStream {
    private final DataOutputStream sealed;
    private final Secrets secrets;
    private final SealedBox box;
    private final byte[] content = new byte[SealedChunk.CONTENT];
    private int size;
    private long number;

    SealedOutputStream(OutputStream sealed, ArchiveKey key, Secrets secrets) throws IOException {
        this.sealed = new DataOutputStream(sealed);
        this.secrets = secrets;
        var salt = secrets.bytes(SealedChunk.SALT_BYTES);
        this.box = key.box(salt);
        this.sealed.write(SealedChunk.MAGIC.getBytes(StandardCharsets.US_ASCII));
        this.sealed.write(SealedChunk.VERSION);
        this.sealed.write(salt);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var from = offset;
        var left = length;
        while (left > 0) {
            if (size == content.length) {
                writeChunk(SealedChunk.MORE);
            }
            var now = Math.min(left, content.length - size);
            System.arraycopy(bytes, from, content, size, now);
            size += now;
            from += now;
            left -= now;
        }
    }

    private void writeChunk(int position) throws IOException {
        var chunk = box.seal(secrets, Arrays.copyOf(content, size), SealedChunk.context(number, position));
        sealed.write(position);
        sealed.writeInt(chunk.length);
        sealed.write(chunk);
        number++;
        size = 0;
    }

    /** Writes the last chunk. The stream below stays open. */
    @Override
    public void close() throws IOException {
        writeChunk(SealedChunk.LAST);
        sealed.flush();
    }
}
