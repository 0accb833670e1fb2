// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jspecify.annotations.Nullable;

/**
 * What asking an issuer has brought to light.
 *
 * @param jwksUri where its keys are, if they are asked for
 * @param introspectionEndpoint where it is asked about tokens, if it is
 * @param keys the keys that its signatures can be checked with
 * @param problems what is wrong beyond doubt
 * @param warnings what could not be found out
 */
public record IssuerFindings(
        @Nullable URI jwksUri,
        @Nullable URI introspectionEndpoint,
        List<FoundKey> keys,
        List<FieldError> problems,
        List<ErrorText> warnings) {

    /** A key of the issuer. */
    public record FoundKey(
            @Nullable String kid,
            String keyType,
            @Nullable String curve,
            @Nullable String algorithm) {
        static FoundKey of(JsonWebKey key) {
            var curve = switch (key) {
                case EllipticCurveJsonWebKey ec -> ec.getCurveName();
                case OctetKeyPairJsonWebKey pair -> pair.getSubtype();
                default -> null;
            };
            return new FoundKey(key.getKeyId(), key.getKeyType(), curve, key.getAlgorithm());
        }
    }

    public IssuerFindings {
        keys = List.copyOf(keys);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    static IssuerFindings keys(URI jwksUri, List<JsonWebKey> keys) {
        var found = keys.stream().map(FoundKey::of).toList();
        return new IssuerFindings(jwksUri, null, found, List.of(), List.of());
    }

    static IssuerFindings endpoint(URI endpoint) {
        return new IssuerFindings(null, endpoint, List.of(), List.of(), List.of());
    }

    /** That it did not go as it should: beyond doubt, unless no answer came at all. */
    static IssuerFindings fault(String field, IssuerFault fault) {
        return fault.kind() == IssuerFault.Kind.UNREACHABLE
                ? new IssuerFindings(null, null, List.of(), List.of(), List.of(IssuerErrors.notAsked(fault.why())))
                : new IssuerFindings(null, null, List.of(), List.of(FieldError.inBody(field, fault.why())), List.of());
    }

    /** The names of the keys that were found. */
    List<String> kids() {
        return keys.stream().map(FoundKey::kid).filter(Objects::nonNull).toList();
    }

    /** The same, if the keys turn out to be this server's own. */
    IssuerFindings ownKeys() {
        return new IssuerFindings(
                jwksUri,
                introspectionEndpoint,
                keys,
                List.of(FieldError.inBody("issuer", IssuerErrors.thisServer())),
                warnings);
    }

    /**
     * Refuses what is wrong beyond doubt.
     *
     * @throws ProblemException with everything that is
     */
    IssuerFindings refuse() {
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(problems);
        }
        return this;
    }
}
