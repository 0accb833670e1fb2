// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.problem.ErrorText;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** The errors of trusted issuers, of their answers and of their tokens. */
final class IssuerErrors {
    private IssuerErrors() {}

    static ErrorText notFound() {
        return ErrorText.of("issuer.not-found");
    }

    static ErrorText onlyForJwts() {
        return ErrorText.of("issuer.jwt-only");
    }

    static ErrorText onlyForIntrospection() {
        return ErrorText.of("issuer.introspection-only");
    }

    static ErrorText prefixCharacters(int most) {
        return ErrorText.of("issuer.prefix-characters", most);
    }

    static ErrorText ownPrefix() {
        return ErrorText.of("issuer.prefix-own");
    }

    static ErrorText secretToChange() {
        return ErrorText.of("issuer.secret-to-change");
    }

    static ErrorText url() {
        return ErrorText.of("issuer.url");
    }

    static ErrorText urlWithoutQuery() {
        return ErrorText.of("issuer.url-without-query");
    }

    static ErrorText thisServer() {
        return ErrorText.of("issuer.this-server");
    }

    static ErrorText algorithms(Collection<?> known) {
        return ErrorText.of("issuer.algorithms", known);
    }

    static ErrorText clients() {
        return ErrorText.of("issuer.clients");
    }

    static ErrorText builtInScope(String name) {
        return ErrorText.of("issuer.scope-built-in", name);
    }

    static ErrorText taken(String issuer) {
        return ErrorText.of("issuer.taken", issuer);
    }

    static ErrorText nameTaken(String name) {
        return ErrorText.of("issuer.name-taken", name);
    }

    static ErrorText prefixTaken() {
        return ErrorText.of("issuer.prefix-taken");
    }

    static ErrorText usingScope(String name) {
        return ErrorText.of("issuer.using-scope", name);
    }

    static ErrorText notAsked(ErrorText why) {
        return ErrorText.of("issuer.not-asked", why);
    }

    static ErrorText noAnswer(URI url) {
        return ErrorText.of("issuer.no-answer", url);
    }

    static ErrorText unreachable(URI url, String why) {
        return ErrorText.of("issuer.unreachable", url, why);
    }

    static ErrorText failed(String why) {
        return ErrorText.of("issuer.failed", why);
    }

    static ErrorText status(URI url, int status) {
        return ErrorText.of("issuer.status", url, status);
    }

    static ErrorText answerTooLarge(URI url, int most) {
        return ErrorText.of("issuer.answer-too-large", url, most);
    }

    static ErrorText noUsableKey() {
        return ErrorText.of("issuer.no-usable-key");
    }

    static ErrorText noIntrospectionEndpoint(String issuer) {
        return ErrorText.of("issuer.no-introspection-endpoint", issuer);
    }

    static ErrorText noJwksUri(String issuer) {
        return ErrorText.of("issuer.no-jwks-uri", issuer);
    }

    static ErrorText notAnIssuerUrl() {
        return ErrorText.of("issuer.not-a-url");
    }

    static ErrorText notJson(URI url) {
        return ErrorText.of("issuer.not-json", url);
    }

    static ErrorText otherMetadata(URI url) {
        return ErrorText.of("issuer.other-metadata", url);
    }

    static ErrorText namedUrl(String name, URI url) {
        return ErrorText.of("issuer.named-url", name, url);
    }

    static ErrorText both(ErrorText first, ErrorText second) {
        return ErrorText.of("issuer.both", first, second);
    }

    static ErrorText notAKeySet(URI url) {
        return ErrorText.of("issuer.not-a-key-set", url);
    }

    static ErrorText doesNotSayWhetherActive(URI url) {
        return ErrorText.of("issuer.no-active", url);
    }

    static ErrorText secretUnreadable(UUID issuer) {
        return ErrorText.of("issuer.secret-unreadable", issuer);
    }

    static ErrorText nothingFetched() {
        return ErrorText.of("issuer.nothing-fetched");
    }

    static ErrorText nothingMapped() {
        return ErrorText.of("issuer.nothing-mapped");
    }

    static ErrorText anyJwt() {
        return ErrorText.of("issuer.any-jwt");
    }

    static ErrorText noAudience() {
        return ErrorText.of("issuer.no-audience");
    }

    static ErrorText limitedScope(String name) {
        return ErrorText.of("issuer.limited-scope", name);
    }

    static ErrorText issuerInactive() {
        return ErrorText.of("external-token.issuer-inactive");
    }

    static ErrorText issuerChanged() {
        return ErrorText.of("external-token.issuer-changed");
    }

    static ErrorText tokenInactive() {
        return ErrorText.of("external-token.inactive");
    }

    static ErrorText notABearerToken() {
        return ErrorText.of("external-token.not-bearer");
    }

    static ErrorText notAnAccessToken() {
        return ErrorText.of("external-token.not-an-access-token");
    }

    static ErrorText boundToKey() {
        return ErrorText.of("external-token.bound-to-key");
    }

    static ErrorText ofOtherIssuer() {
        return ErrorText.of("external-token.other-issuer");
    }

    static ErrorText forOtherAudience(String audience) {
        return ErrorText.of("external-token.other-audience", audience);
    }

    static ErrorText withoutClient() {
        return ErrorText.of("external-token.no-client");
    }

    static ErrorText ofOtherClient() {
        return ErrorText.of("external-token.other-client");
    }

    static ErrorText subjectUnfit() {
        return ErrorText.of("external-token.subject");
    }

    static ErrorText withoutExpiry() {
        return ErrorText.of("external-token.no-expiry");
    }

    static ErrorText expired(Instant at) {
        return ErrorText.of("external-token.expired", at);
    }

    static ErrorText notValidYet() {
        return ErrorText.of("external-token.not-valid-yet");
    }

    static ErrorText issuedInFuture() {
        return ErrorText.of("external-token.issued-in-future");
    }

    static ErrorText criticalHeader() {
        return ErrorText.of("external-token.critical-header");
    }

    static ErrorText algorithmNotAllowed() {
        return ErrorText.of("external-token.algorithm");
    }

    static ErrorText noKey() {
        return ErrorText.of("external-token.no-key");
    }

    static ErrorText badSignature() {
        return ErrorText.of("external-token.signature");
    }

    static ErrorText typeNotAllowed() {
        return ErrorText.of("external-token.type");
    }
}
