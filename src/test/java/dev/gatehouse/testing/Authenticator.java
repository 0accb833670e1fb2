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
 * A software passkey together with the browser's part of Web Authentication. The passkey answers challenges correctly
 * with an ES256 key unless a test changes a value.
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

    /** @param gate the Gatehouse whose pages use the passkey */
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

    /** Sets the origin of all later answers. */
    public Authenticator on(String otherOrigin) {
        origin = otherOrigin;
        return this;
    }

    /** Sets the relying party ID of all later answers. */
    public Authenticator askedBy(String otherRelyingParty) {
        relyingParty = otherRelyingParty;
        return this;
    }

    /** Clears the user verification flag in all later answers. */
    public Authenticator withoutUserVerification() {
        verifiesUsers = false;
        return this;
    }

    /** Sets the signature counter of all later answers. */
    public Authenticator counting(long count) {
        signCount = count;
        return this;
    }

    /** Sets the ceremony type in the client data of all later answers, for example {@code webauthn.get}. */
    public Authenticator of(String otherType) {
        type = otherType;
        return this;
    }

    public Authenticator holderOf(String otherUserHandle) {
        userHandle = otherUserHandle;
        return this;
    }

    /** Returns the answer to creation options, as Gatehouse's script sends it. */
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

    /** Returns the answer to request options, as Gatehouse's script sends it. */
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

    /** An encoder for the part of CBOR (RFC 8949) that passkeys use. */
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
