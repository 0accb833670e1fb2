// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.problem.ErrorText;

/**
 * The reasons for denials, their remedies, and the errors of a question to <em>Why denied?</em> Texts for callers use
 * the terms of RFC 6750, without quotation marks.
 */
public final class GatewayErrors {
    private GatewayErrors() {}

    static ErrorText tokenNeeded() {
        return ErrorText.of("access.token-missing");
    }

    static ErrorText malformedToken() {
        return ErrorText.of("access.token-malformed");
    }

    static ErrorText tokenUnknown() {
        return ErrorText.of("access.token-unknown");
    }

    static ErrorText tokenRevoked() {
        return ErrorText.of("access.token-revoked");
    }

    static ErrorText tokenExpired() {
        return ErrorText.of("access.token-expired");
    }

    static ErrorText clientInactive() {
        return ErrorText.of("access.client-inactive");
    }

    static ErrorText accountInactive() {
        return ErrorText.of("access.account-inactive");
    }

    static ErrorText otherResource() {
        return ErrorText.of("access.other-resource");
    }

    static ErrorText insufficientScope(String method) {
        return ErrorText.of("access.insufficient-scope", method);
    }

    static ErrorText methodNotServed(String method) {
        return ErrorText.of("access.method", method);
    }

    static ErrorText nothingExposed() {
        return ErrorText.of("access.no-service");
    }

    static ErrorText notAccepted() {
        return ErrorText.of("access.token-not-accepted");
    }

    static ErrorText issuerSilent() {
        return ErrorText.of("access.issuer-unavailable");
    }

    static ErrorText byIssuer(String issuer, ErrorText finding) {
        return ErrorText.of("access.by-issuer", issuer, finding);
    }

    static ErrorText clientLimit(RateLimit limit, long seconds) {
        return ErrorText.of("access.client-rate-limit", limit, seconds);
    }

    static ErrorText serviceLimit(RateLimit limit, long seconds) {
        return ErrorText.of("access.service-rate-limit", limit, seconds);
    }

    static ErrorText pathReadTwoWays() {
        return ErrorText.of("access.path-ambiguous");
    }

    static ErrorText methodUncovered() {
        return ErrorText.of("access.method-uncovered");
    }

    static ErrorText dotSegments() {
        return ErrorText.of("access.dot-segments");
    }

    static ErrorText urlUncovered(String root) {
        return ErrorText.of("access.url-uncovered", root);
    }

    static ErrorText checkSpelling() {
        return ErrorText.of("access.check-spelling");
    }

    static ErrorText proxySilent() {
        return ErrorText.of("access.proxy-silent");
    }

    static ErrorText proxyTwice() {
        return ErrorText.of("access.proxy-twice");
    }

    static ErrorText proxyIncomplete() {
        return ErrorText.of("access.proxy-incomplete");
    }

    static ErrorText misspelledField(String field) {
        return ErrorText.of("access.misspelled-field", field);
    }

    static ErrorText overridingField(String field) {
        return ErrorText.of("access.overriding-field", field);
    }

    public static ErrorText plainSpelling(ErrorText why) {
        return ErrorText.of("remedy.path", why);
    }

    public static ErrorText sendToken() {
        return ErrorText.of("remedy.bearer-token");
    }

    public static ErrorText newToken() {
        return ErrorText.of("remedy.token-known");
    }

    public static ErrorText tokenFromHere(ErrorText why) {
        return ErrorText.of("remedy.token-here", why);
    }

    public static ErrorText tokenInPlaceOfRevoked() {
        return ErrorText.of("remedy.not-revoked");
    }

    public static ErrorText refresh() {
        return ErrorText.of("remedy.not-expired");
    }

    public static ErrorText activateClient() {
        return ErrorText.of("remedy.client-active");
    }

    public static ErrorText activateAccount() {
        return ErrorText.of("remedy.account-active");
    }

    public static ErrorText tokenForOtherResource() {
        return ErrorText.of("remedy.resource-unknown");
    }

    public static ErrorText tokenForResource(String boundTo) {
        return ErrorText.of("remedy.resource", boundTo);
    }

    public static ErrorText exposeService() {
        return ErrorText.of("remedy.service");
    }

    public static ErrorText otherMethod(String allowed, String method) {
        return ErrorText.of("remedy.method", allowed, method);
    }

    public static ErrorText raiseLimit(ErrorText why) {
        return ErrorText.of("remedy.rate-limit", why);
    }

    public static ErrorText coverCall(String method, String path, String client) {
        return ErrorText.of("remedy.cover", method, path, client);
    }

    public static ErrorText scopesDoNotCount(ScopeNames carried) {
        return ErrorText.of("remedy.scopes-do-not-count", carried);
    }

    public static ErrorText associate(String client, ScopeNames sufficient) {
        return ErrorText.of("remedy.associate", client, sufficient);
    }

    public static ErrorText requestScope(ScopeNames associated) {
        return ErrorText.of("remedy.request", associated);
    }

    public static ErrorText checkIssuer(ErrorText finding) {
        return ErrorText.of("remedy.external.issuer", finding);
    }

    public static ErrorText publishedKey(String issuer) {
        return ErrorText.of("remedy.external.signature", issuer);
    }

    public static ErrorText accessTokenOnly(String issuer, ErrorText finding) {
        return ErrorText.of("remedy.external.type", issuer, finding);
    }

    public static ErrorText otherAudience(String issuer, ErrorText finding) {
        return ErrorText.of("remedy.external.audience", issuer, finding);
    }

    public static ErrorText activeToken(String issuer) {
        return ErrorText.of("remedy.external.active", issuer);
    }

    public static ErrorText compareClocks(String issuer, ErrorText finding) {
        return ErrorText.of("remedy.external.time", issuer, finding);
    }

    public static ErrorText letClientCount(ErrorText finding) {
        return ErrorText.of("remedy.external.client", finding);
    }

    public static ErrorText coverAndMap(String issuer) {
        return ErrorText.of("remedy.external.cover", issuer);
    }

    public static ErrorText mapScope(ScopeNames sufficient) {
        return ErrorText.of("remedy.external.map", sufficient);
    }

    public static ErrorText scopeLimited(String scopes) {
        return ErrorText.of("remedy.external.limited", scopes);
    }

    public static ErrorText unknownMethod() {
        return ErrorText.of("question.method");
    }

    public static ErrorText withToken() {
        return ErrorText.of("question.with-token");
    }

    public static ErrorText withoutClient() {
        return ErrorText.of("question.without-client");
    }

    public static ErrorText unguarded() {
        return ErrorText.of("question.unguarded");
    }

    public static ErrorText unknownToken() {
        return ErrorText.of("question.unknown-token");
    }

    static ErrorText originNotAllowed() {
        return ErrorText.of("access.origin");
    }
}
