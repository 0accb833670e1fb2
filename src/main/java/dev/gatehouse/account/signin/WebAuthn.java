// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import com.webauthn4j.WebAuthnAuthenticationManager;
import com.webauthn4j.WebAuthnRegistrationManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AbstractCOSEKey;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.authenticator.EdDSACOSEKey;
import com.webauthn4j.data.attestation.authenticator.RSACOSEKey;
import com.webauthn4j.data.attestation.statement.AttestationStatement;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.FIDOU2FAttestationStatement;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.attestation.statement.PackedAttestationStatement;
import com.webauthn4j.data.client.ClientDataType;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.TokenBinding;
import com.webauthn4j.data.client.TokenBindingStatus;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.client.AuthenticationExtensionsClientOutputs;
import com.webauthn4j.data.extension.client.CredentialPropertiesOutput;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.InconsistentClientDataTypeException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.UserNotPresentException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import dev.gatehouse.problem.ErrorText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * Registration and authentication of Web Authentication (Level 3 §7.1, §7.2) with WebAuthn4J: challenge, origin,
 * relying party, user verification, signature and counter. Attestation is neither requested nor evaluated.
 */
@ApplicationScoped
@RegisterForReflection(
        targets = {
            AbstractCOSEKey.class,
            AttestationObject.class,
            AttestationStatement.class,
            AuthenticationExtensionsClientOutputs.class,
            COSEKey.class,
            ClientDataType.class,
            CollectedClientData.class,
            CredentialPropertiesOutput.class,
            EC2COSEKey.class,
            EdDSACOSEKey.class,
            FIDOU2FAttestationStatement.class,
            NoneAttestationStatement.class,
            PackedAttestationStatement.class,
            RSACOSEKey.class,
            TokenBinding.class,
            TokenBindingStatus.class
        })
class WebAuthn {
    /** The algorithms in order of preference (RFC 9053): ES256, EdDSA, RS256. */
    static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);

    /** The AAGUID, the length of the credential ID, and the credential ID precede the key. */
    private static final int AAGUID_BYTES = 16;

    private static final int MAX_TRANSPORTS = 10;

    private final AttestedCredentialDataConverter credentials;
    private final WebAuthnRegistrationManager registrations;
    private final WebAuthnAuthenticationManager authentications;
    private final List<PublicKeyCredentialParameters> algorithms;

    /** A new credential. */
    record Made(
            ByteString credentialId,
            ByteString publicKey,
            UUID aaguid,
            long signCount,
            String transports,
            boolean backupEligible,
            boolean backedUp) {}

    /** The response of the browser to a registration. */
    record Attestation(ByteString clientDataJson, ByteString attestationObject, Set<String> transports) {}

    /** The response of the browser to an authentication. */
    record Assertion(
            ByteString clientDataJson, ByteString authenticatorData, ByteString signature, ByteString userHandle) {}

    /** The outcome of a registration or an authentication. */
    sealed interface Outcome {
        record Registered(Made made) implements Outcome {}

        record Authenticated(long signCount, boolean backedUp) implements Outcome {}

        /**
         * The response is not valid.
         *
         * @param why the reason for the audit log
         */
        record Refused(ErrorText why) implements Outcome {}
    }

    WebAuthn() {
        var converter = new ObjectConverter();
        this.credentials = new AttestedCredentialDataConverter(converter);
        this.registrations = WebAuthnRegistrationManager.createNonStrictWebAuthnRegistrationManager(converter);
        this.authentications = new WebAuthnAuthenticationManager(List.of(), converter);
        this.algorithms = ALGORITHMS.stream()
                .map(algorithm -> new PublicKeyCredentialParameters(
                        PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(algorithm)))
                .toList();
    }

    /** Returns the relying party ID of a tenant: the host. Only pages of the host can use its passkeys. */
    static String relyingParty(String baseUrl) {
        return Objects.requireNonNullElse(URI.create(baseUrl).getHost(), "");
    }

    Outcome register(Attestation answer, byte[] challenge, String baseUrl) {
        try {
            var data = registrations.verify(
                    new RegistrationRequest(
                            answer.attestationObject().bytes(),
                            answer.clientDataJson().bytes(),
                            answer.transports()),
                    new RegistrationParameters(server(challenge, baseUrl), algorithms, true, true));
            var authenticator =
                    Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
            var credential = Objects.requireNonNull(authenticator.getAttestedCredentialData());
            return new Outcome.Registered(new Made(
                    ByteString.of(credential.getCredentialId()),
                    publicKey(credentials.convert(credential), credential.getCredentialId().length),
                    Objects.requireNonNullElse(credential.getAaguid().getValue(), new UUID(0, 0)),
                    authenticator.getSignCount(),
                    transports(answer.transports()),
                    authenticator.isFlagBE(),
                    authenticator.isFlagBS()));
        } catch (WebAuthnException | JacksonException | IllegalArgumentException | BufferUnderflowException refused) {
            return new Outcome.Refused(why(refused));
        }
    }

    Outcome authenticate(Passkey passkey, Assertion answer, byte[] challenge, String baseUrl) {
        var known = new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                passkey.backupEligible,
                passkey.backedUp,
                passkey.signCount,
                credentials.convert(attested(passkey)),
                null,
                null,
                null,
                Set.of());
        try {
            var data = authentications.verify(
                    new AuthenticationRequest(
                            passkey.credentialId,
                            answer.userHandle().bytes(),
                            answer.authenticatorData().bytes(),
                            answer.clientDataJson().bytes(),
                            answer.signature().bytes()),
                    new AuthenticationParameters(server(challenge, baseUrl), known, null, true, true));
            var authenticator = Objects.requireNonNull(data.getAuthenticatorData());
            return new Outcome.Authenticated(authenticator.getSignCount(), authenticator.isFlagBS());
        } catch (MaliciousCounterValueException copied) {
            return new Outcome.Refused(SignInDetails.copied());
        } catch (WebAuthnException | JacksonException | IllegalArgumentException | BufferUnderflowException refused) {
            return new Outcome.Refused(why(refused));
        }
    }

    private static ServerProperty server(byte[] challenge, String baseUrl) {
        var base = URI.create(baseUrl);
        return ServerProperty.builder()
                .origin(Origin.create(base.getScheme() + "://" + base.getAuthority()))
                .rpId(relyingParty(baseUrl))
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    /** The public key is at the end of the attested credential data (WebAuthn §6.5.2). */
    private static ByteString publicKey(byte[] attested, int credentialIdLength) {
        return ByteString.of(
                Arrays.copyOfRange(attested, AAGUID_BYTES + Short.BYTES + credentialIdLength, attested.length));
    }

    private static byte[] attested(Passkey passkey) {
        return ByteBuffer.allocate(AAGUID_BYTES + Short.BYTES + passkey.credentialId.length + passkey.publicKey.length)
                .putLong(passkey.aaguid.getMostSignificantBits())
                .putLong(passkey.aaguid.getLeastSignificantBits())
                .putShort((short) passkey.credentialId.length)
                .put(passkey.credentialId)
                .put(passkey.publicKey)
                .array();
    }

    /** Returns the known transports only, because browsers receive the value again. */
    private static String transports(Set<String> claimed) {
        var known = Set.of(
                AuthenticatorTransport.USB,
                AuthenticatorTransport.NFC,
                AuthenticatorTransport.BLE,
                AuthenticatorTransport.SMART_CARD,
                AuthenticatorTransport.HYBRID,
                AuthenticatorTransport.INTERNAL);
        return claimed.stream()
                .limit(MAX_TRANSPORTS)
                .filter(name -> known.contains(AuthenticatorTransport.create(name)))
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** Returns the kind of the failure without any input. */
    private static ErrorText why(RuntimeException refused) {
        return switch (refused) {
            case BadOriginException _ -> SignInDetails.badOrigin();
            case BadRpIdException _ -> SignInDetails.badRpId();
            case BadChallengeException _ -> SignInDetails.badChallenge();
            case BadSignatureException _ -> SignInDetails.badSignature();
            case InconsistentClientDataTypeException _ -> SignInDetails.otherType();
            case UserNotVerifiedException _ -> SignInDetails.userNotVerified();
            case UserNotPresentException _ -> SignInDetails.userNotPresent();
            default -> SignInDetails.failed(kind(refused));
        };
    }

    /** Returns the words in the name of a type: "BadAaguidException" becomes "bad aaguid". */
    private static String kind(RuntimeException refused) {
        return refused.getClass()
                .getSimpleName()
                .replaceAll("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
