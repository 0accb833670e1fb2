// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.account.Person;
import dev.gatehouse.platform.Secrets;
import java.util.List;

/**
 * WebAuthn options for browsers, in the JSON format of Web Authentication Level 3 (§5.1.8, §5.1.9) with byte strings in
 * Base64url.
 */
public final class PasskeyOptions {
    static final String PUBLIC_KEY = "public-key";

    private static final String PRODUCT = "Gatehouse";
    private static final String REQUIRED = "required";
    private static final long TIMEOUT_MILLIS = PasskeyChallenges.LIFETIME.toMillis();

    private PasskeyOptions() {}

    /** Options for {@code navigator.credentials.create}. */
    public record Creation(
            RelyingParty rp,
            User user,
            String challenge,
            List<Algorithm> pubKeyCredParams,
            long timeout,
            List<Credential> excludeCredentials,
            Selection authenticatorSelection,
            String attestation) {}

    public record RelyingParty(String id, String name) {}

    public record User(String id, String name, String displayName) {}

    public record Algorithm(String type, int alg) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Credential(String type, String id, List<String> transports) {}

    public record Selection(String residentKey, boolean requireResidentKey, String userVerification) {}

    /** Options for {@code navigator.credentials.get}: any passkey of the user for this relying party. */
    public record Request(String challenge, String rpId, long timeout, String userVerification) {}

    static Creation creation(Person person, List<Passkey> existing, String challenge, String baseUrl) {
        return new Creation(
                new RelyingParty(WebAuthn.relyingParty(baseUrl), PRODUCT),
                new User(PasskeySignIns.handle(person.id()).base64(), person.username(), person.displayName()),
                challenge,
                WebAuthn.ALGORITHMS.stream()
                        .map(algorithm -> new Algorithm(PUBLIC_KEY, algorithm))
                        .toList(),
                TIMEOUT_MILLIS,
                existing.stream()
                        .map(passkey ->
                                new Credential(PUBLIC_KEY, Secrets.base64(passkey.credentialId), transports(passkey)))
                        .toList(),
                new Selection(REQUIRED, true, REQUIRED),
                "none");
    }

    static Request request(String challenge, String baseUrl) {
        return new Request(challenge, WebAuthn.relyingParty(baseUrl), TIMEOUT_MILLIS, REQUIRED);
    }

    private static List<String> transports(Passkey passkey) {
        return passkey.transports.isEmpty() ? List.of() : List.of(passkey.transports.split(","));
    }
}
