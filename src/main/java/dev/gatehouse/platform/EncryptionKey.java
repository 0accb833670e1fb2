// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.jboss.logging.Logger;

/**
 * The secret of the deployment that encrypts private keys, the secrets of upstreams and trusted issuers, and cookies:
 * {@code gatehouse.encryption-key}. Without the property, Gatehouse generates the key once in {@code encryption.key} in
 * the data directory, readable by the owner only. All nodes of one database need the same key.
 */
@ApplicationScoped
public class EncryptionKey {
    private static final Logger LOG = Logger.getLogger(EncryptionKey.class);
    private static final int BYTES = 32;

    private final byte[] key;

    /**
     * Reads the key, or generates the key.
     *
     * @throws StartupFailure if the key is not 32 bytes of Base64, or the file can be neither read nor created
     */
    EncryptionKey(GatehouseConfig config, Secrets secrets) {
        this.key = config.encryptionKey()
                .map(configured -> decode(configured, "gatehouse.encryption-key"))
                .orElseGet(() -> fromFile(config.dataDir().resolve("encryption.key"), secrets));
    }

    /** Returns authenticated encryption for one purpose under this key. */
    public SealedBox box(String purpose) {
        return new SealedBox(key, purpose);
    }

    private static byte[] fromFile(Path file, Secrets secrets) {
        try {
            create(file, secrets);
            return decode(Files.readString(file).strip(), file.toString());
        } catch (IOException e) {
            throw new StartupFailure(
                    "No gatehouse.encryption-key is configured and " + file + " can neither be read nor written.", e);
        }
    }

    private static void create(Path file, Secrets secrets) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        var draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "encryption",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, Base64.getEncoder().encodeToString(secrets.bytes(BYTES)) + "\n");
            Files.createLink(file, draft);
            LOG.infof("Generated %s; keep it with the database's backup and give every node the same", file);
        } catch (FileAlreadyExistsException anotherWasFaster) {
            LOG.debugf("%s was created by another process", file);
        } finally {
            Files.delete(draft);
        }
    }

    private static byte[] decode(String base64, String from) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            LOG.debug("the key is not Base64", notBase64);
        }
        throw new StartupFailure(
                from + " must be 32 random bytes in Base64 (for example from: openssl rand -base64 32).");
    }
}
