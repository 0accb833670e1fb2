// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.problem.ErrorText;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** The errors of trusted issuers, of their answers and of their tokens. */
public final class IssuerErrors {
    private IssuerErrors() {}

    public static ErrorText notFound() {
        return ErrorText.of("issuer.not-found");
    }

    public static ErrorText onlyForJwts() {
        return ErrorText.of("issuer.jwt-only");
    }

    public static ErrorText onlyForIntrospection() {
        return ErrorText.of("issuer.introspection-only");
    }

    public static ErrorText prefixCharacters(int most) {
        return ErrorText.of("issuer.prefix-characters", most);
    }

    public static ErrorText ownPrefix() {
        return ErrorText.of("issuer.prefix-own");
    }

    public static ErrorText secretToChange() {
        return ErrorText.of("issuer.secret-to-change");
    }

    public static ErrorText url() {
        return ErrorText.of("issuer.url");
    }

    public static ErrorText urlWithoutQuery() {
        return ErrorText.of("issuer.url-without-query");
    }

    public static ErrorText thisServer() {
        return ErrorText.of("issuer.this-server");
    }

    public static ErrorText algorithms(Collection<?> known) {
        return ErrorText.of("issuer.algorithms", known);
    }

    public static ErrorText clients() {
        return ErrorText.of("issuer.clients");
    }

    public static ErrorText builtInScope(String name) {
        return ErrorText.of("issuer.scope-built-in", name);
    }

    public static ErrorText taken(String issuer) {
        return ErrorText.of("issuer.taken", issuer);
    }

    public static ErrorText nameTaken(String name) {
        return ErrorText.of("issuer.name-taken", name);
    }

    public static ErrorText prefixTaken() {
        return ErrorText.of("issuer.prefix-taken");
    }

    public static ErrorText usingScope(String name) {
        return ErrorText.of("issuer.using-scope", name);
    }

    public static ErrorText notAsked(ErrorText why) {
        return ErrorText.of("issuer.not-asked", why);
    }

    public static ErrorText noAnswer(URI url) {
        return ErrorText.of("issuer.no-answer", url);
    }

    public static ErrorText unreachable(URI url, String why) {
        return ErrorText.of("issuer.unreachable", url, why);
    }

    public static ErrorText failed(String why) {
        return ErrorText.of("issuer.failed", why);
    }

    public static ErrorText status(URI url, int status) {
        return ErrorText.of("issuer.status", url, status);
    }

    public static ErrorText answerTooLarge(URI url, int most) {
        return ErrorText.of("issuer.answer-too-large", url, most);
    }

    public static ErrorText noUsableKey() {
        return ErrorText.of("issuer.no-usable-key");
    }

    public static ErrorText noIntrospectionEndpoint(String issuer) {
        return ErrorText.of("issuer.no-introspection-endpoint", issuer);
    }

    public static ErrorText noJwksUri(String issuer) {
        return ErrorText.of("issuer.no-jwks-uri", issuer);
    }

    public static ErrorText notAnIssuerUrl() {
        return ErrorText.of("issuer.not-a-url");
    }

    public static ErrorText notJson(URI url) {
        return ErrorText.of("issuer.not-json", url);
    }

    public static ErrorText otherMetadata(URI url) {
        return ErrorText.of("issuer.other-metadata", url);
    }

    public static ErrorText namedUrl(String name, URI url) {
        return ErrorText.of("issuer.named-url", name, url);
    }

    public static ErrorText both(ErrorText first, ErrorText second) {
        return ErrorText.of("issuer.both", first, second);
    }

    public static ErrorText notAKeySet(URI url) {
        return ErrorText.of("issuer.not-a-key-set", url);
    }

    public static ErrorText doesNotSayWhetherActive(URI url) {
        return ErrorText.of("issuer.no-active", url);
    }

    public static ErrorText secretUnreadable(UUID issuer) {
        return ErrorText.of("issuer.secret-unreadable", issuer);
    }

    public static ErrorText nothingFetched() {
        return ErrorText.of("issuer.nothing-fetched");
    }

    public static ErrorText nothingMapped() {
        return ErrorText.of("issuer.nothing-mapped");
    }

    public static ErrorText anyJwt() {
        return ErrorText.of("issuer.any-jwt");
    }

    public static ErrorText noAudience() {
        return ErrorText.of("issuer.no-audience");
    }

    public static ErrorText limitedScope(String name) {
        return ErrorText.of("issuer.limited-scope", name);
    }

    public static ErrorText issuerInactive() {
        return ErrorText.of("external-token.issuer-inactive");
    }

    public static ErrorText issuerChanged() {
        return ErrorText.of("external-token.issuer-changed");
    }

    public static ErrorText tokenInactive() {
        return ErrorText.of("external-token.inactive");
    }

    public static ErrorText notABearerToken() {
        return ErrorText.of("external-token.not-bearer");
    }

    public static ErrorText notAnAccessToken() {
        return ErrorText.of("external-token.not-an-access-token");
    }

    public static ErrorText boundToKey() {
        return ErrorText.of("external-token.bound-to-key");
    }

    public static ErrorText ofOtherIssuer() {
        return ErrorText.of("external-token.other-issuer");
    }

    public static ErrorText forOtherAudience(String audience) {
        return ErrorText.of("external-token.other-audience", audience);
    }

    public static ErrorText withoutClient() {
        return ErrorText.of("external-token.no-client");
    }

    public static ErrorText ofOtherClient() {
        return ErrorText.of("external-token.other-client");
    }

    public static ErrorText subjectUnfit() {
        return ErrorText.of("external-token.subject");
    }

    public static ErrorText withoutExpiry() {
        return ErrorText.of("external-token.no-expiry");
    }

    public static ErrorText expired(Instant at) {
        return ErrorText.of("external-token.expired", at);
    }

    public static ErrorText notValidYet() {
        return ErrorText.of("external-token.not-valid-yet");
    }

    public static ErrorText issuedInFuture() {
        return ErrorText.of("external-token.issued-in-future");
    }

    public static ErrorText criticalHeader() {
        return ErrorText.of("external-token.critical-header");
    }

    public static ErrorText algorithmNotAllowed() {
        return ErrorText.of("external-token.algorithm");
    }

    public static ErrorText noKey() {
        return ErrorText.of("external-token.no-key");
    }

    public static ErrorText badSignature() {
        return ErrorText.of("external-token.signature");
    }

    public static ErrorText typeNotAllowed() {
        return ErrorText.of("external-token.type");
    }
}
