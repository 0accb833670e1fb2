// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * A passkey in software together with the browser's part of the work: an ES256 key that answers challenges as Web
 * Authentication has it, rightly unless told otherwise.
 */
public final class Authenticator {
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;

    private final KeyPair keys;
    private final byte[] credentialId = new byte[32];
    private String origin;
    private String relyingParty;
    private String userHandle;
    private boolean verifiesUsers = true;
    private String type;
    private long signCount;

    /** @param gate whose pages it is used on */
    public Authenticator(Gate gate) {
        this.origin = gate.issuer();
        this.relyingParty = gate.base().getHost();
        new SecureRandom().nextBytes(credentialId);
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on it is used on the pages of another site. */
    public Authenticator on(String otherOrigin) {
        origin = otherOrigin;
        return this;
    }

    /** From now on it believes to be asked by another relying party. */
    public Authenticator askedBy(String otherRelyingParty) {
        relyingParty = otherRelyingParty;
        return this;
    }

    /** From now on it answers whoever touches it. */
    public Authenticator withoutUserVerification() {
        verifiesUsers = false;
        return this;
    }

    /** From now on it has signed so often. */
    public Authenticator counting(long count) {
        signCount = count;
        return this;
    }

    /** From now on it answers as another ceremony would have it. */
    public Authenticator of(String otherType) {
        type = otherType;
        return this;
    }

    public Authenticator holderOf(String otherUserHandle) {
        userHandle = otherUserHandle;
        return this;
    }

    /** The answer to creation options, as our script sends it. */
    public JsonObject create(JsonObject options, String name) {
        userHandle = options.getJsonObject("user").getString("id");
        var key = (ECPublicKey) keys.getPublic();
        var cose = new Cbor()
                .head(5, 5)
                .head(0, 1)
                .head(0, 2)
                .head(0, 3)
                .head(1, 6)
                .head(1, 0)
                .head(0, 1)
                .head(1, 1)
                .bytes(coordinate(key.getW().getAffineX()))
                .head(1, 2)
                .bytes(coordinate(key.getW().getAffineY()))
                .out();
        var attested = ByteBuffer.allocate(18 + credentialId.length + cose.length)
                .put(new byte[16])
                .putShort((short) credentialId.length)
                .put(credentialId)
                .put(cose)
                .array();
        var attestation = new Cbor()
                .head(5, 3)
                .text("fmt")
                .text("none")
                .text("attStmt")
                .head(5, 0)
                .text("authData")
                .bytes(authenticatorData(ATTESTED, attested))
                .out();
        return new JsonObject()
                .put("name", name)
                .put("clientDataJSON", base64(clientData("webauthn.create", options.getString("challenge"))))
                .put("attestationObject", base64(attestation))
                .put("transports", new JsonArray().add("internal").add("hybrid"));
    }

    /** The answer to request options, as our script sends it. */
    public JsonObject sign(JsonObject options) {
        var clientData = clientData("webauthn.get", options.getString("challenge"));
        var authenticatorData = authenticatorData(0, new byte[0]);
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(authenticatorData);
            signature.update(sha256(clientData));
            return new JsonObject()
                    .put("id", base64(credentialId))
                    .put("clientDataJSON", base64(clientData))
                    .put("authenticatorData", base64(authenticatorData))
                    .put("signature", base64(signature.sign()))
                    .put("userHandle", userHandle);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] clientData(String rightType, String challenge) {
        return new JsonObject()
                .put("type", type == null ? rightType : type)
                .put("challenge", challenge)
                .put("origin", origin)
                .put("crossOrigin", false)
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(int moreFlags, byte[] attested) {
        signCount++;
        return ByteBuffer.allocate(37 + attested.length)
                .put(sha256(relyingParty.getBytes(StandardCharsets.UTF_8)))
                .put((byte) (PRESENT | (verifiesUsers ? VERIFIED : 0) | moreFlags))
                .putInt((int) signCount)
                .put(attested)
                .array();
    }

    private static byte[] coordinate(BigInteger value) {
        var bytes = value.toByteArray();
        var fixed = new byte[32];
        var length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** As much of RFC 8949 as is needed here. */
    private static final class Cbor {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Cbor head(int major, int value) {
            if (value < 24) {
                out.write(major << 5 | value);
            } else if (value < 256) {
                out.write(major << 5 | 24);
                out.write(value);
            } else {
                out.write(major << 5 | 25);
                out.write(value >> 8);
                out.write(value);
            }
            return this;
        }

        Cbor bytes(byte[] value) {
            head(2, value.length).out.writeBytes(value);
            return this;
        }

        Cbor text(String value) {
            head(3, value.length()).out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        byte[] out() {
            return out.toByteArray();
        }
    }
}
