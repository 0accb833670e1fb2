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
 * The result of an issuer check.
 *
 * @param jwksUri the URL of the keys, if Gatehouse uses keys
 * @param introspectionEndpoint the URL of introspection, if Gatehouse introspects
 * @param keys the keys that can verify signatures
 * @param problems the definite errors
 * @param warnings the questions that the check could not answer
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

    /** Returns the finding of a failed request: a problem, or a warning if no answer arrived. */
    static IssuerFindings fault(String field, IssuerFault fault) {
        return fault.kind() == IssuerFault.Kind.UNREACHABLE
                ? new IssuerFindings(null, null, List.of(), List.of(), List.of(IssuerErrors.notAsked(fault.why())))
                : new IssuerFindings(null, null, List.of(), List.of(FieldError.inBody(field, fault.why())), List.of());
    }

    /** Returns the IDs of the keys. */
    List<String> kids() {
        return keys.stream().map(FoundKey::kid).filter(Objects::nonNull).toList();
    }

    /** Returns these findings with one problem instead: the keys are those of this server. */
    IssuerFindings ownKeys() {
        return new IssuerFindings(
                jwksUri,
                introspectionEndpoint,
                keys,
                List.of(FieldError.inBody("issuer", IssuerErrors.thisServer())),
                warnings);
    }

    /**
     * Rejects the issuer if there are problems.
     *
     * @throws ProblemException with all problems
     */
    IssuerFindings refuse() {
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(problems);
        }
        return this;
    }
}
