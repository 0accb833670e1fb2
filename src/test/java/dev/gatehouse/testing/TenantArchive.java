// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Archives of tenants that somebody with the key writes: authentic, with any content. */
public final class TenantArchive {
    private TenantArchive() {}

    /**
     * Returns an archive with one chunk.
     *
     * @param key the key in Base64
     */
    public static byte[] of(String key, String lines) {
        return encrypted(key, compressed(lines));
    }

    /** Returns an archive whose content is not compressed. */
    public static byte[] encrypted(String key, byte[] content) {
        var salt = new byte[16];
        var nonce = new byte[12];
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            var purpose = "gatehouse tenant archive "
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(salt);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)), "AES"),
                    new GCMParameterSpec(128, nonce));
            cipher.updateAAD("0/1".getBytes(StandardCharsets.UTF_8));
            var sealed = cipher.doFinal(content);
            var archive = new ByteArrayOutputStream();
            var out = new DataOutputStream(archive);
            out.write("GATEHOUSE-TENANT".getBytes(StandardCharsets.US_ASCII));
            out.write(1);
            out.write(salt);
            out.write(1);
            out.writeInt(nonce.length + sealed.length);
            out.write(nonce);
            out.write(sealed);
            return archive.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] compressed(String text) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
