// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.KnownBrowsers;
import dev.gatehouse.account.Person;
import dev.gatehouse.account.SignInBudgets;
import dev.gatehouse.account.SignInProof;
import dev.gatehouse.account.signin.PasskeyChallenges.Ceremony;
import dev.gatehouse.account.signin.WebAuthn.Assertion;
import dev.gatehouse.account.signin.WebAuthn.Outcome;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Throttle;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.TooManyAttemptsException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Verifies passkey responses for active accounts, limited by {@link SignInBudgets}. */
@ApplicationScoped
class PasskeySignIns {
    private final Passkeys passkeys;
    private final PasskeyChallenges challenges;
    private final WebAuthn webAuthn;
    private final Accounts accounts;
    private final KnownBrowsers knownBrowsers;
    private final SignInBudgets budgets;
    private final Throttle throttle;
    private final BaseUrl baseUrl;
    private final AuditLog audit;

    PasskeySignIns(
            Passkeys passkeys,
            PasskeyChallenges challenges,
            WebAuthn webAuthn,
            Accounts accounts,
            KnownBrowsers knownBrowsers,
            SignInBudgets budgets,
            Throttle throttle,
            BaseUrl baseUrl,
            AuditLog audit) {
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.webAuthn = webAuthn;
        this.accounts = accounts;
        this.knownBrowsers = knownBrowsers;
        this.budgets = budgets;
        this.throttle = throttle;
        this.baseUrl = baseUrl;
        this.audit = audit;
    }

    /**
     * Returns the proof of a valid response, or empty. Only the audit log contains the reason for a failure.
     *
     * @throws TooManyAttemptsException if the attempt was not checked because too many attempts failed
     */
    Optional<SignInProof> check(ByteString credentialId, Assertion answer, HttpServerRequest http) {
        var passkey = passkeys.byCredential(credentialId).orElse(null);
        var person = passkey == null ? null : accounts.person(passkey.account);
        var buckets = budgets.ofPasskey(
                person == null ? "" : person.username(),
                person == null ? null : person.id(),
                knownBrowsers.source(http));
        var wait = throttle.wait(buckets);
        if (wait.isPresent()) {
            note(person, SignInDetails.tooManyAttempts());
            throw new TooManyAttemptsException(wait.get());
        }
        // The challenge is always consumed, whether the response is valid or not.
        var challenge = challenges.take(Ceremony.AUTHENTICATION, null, http).orElse(null);
        var refusal = refusal(passkey, person, answer, challenge, http);
        if (passkey == null || person == null || refusal != null) {
            note(person, refusal);
            throttle.failed(buckets);
            return Optional.empty();
        }
        throttle.forgive(buckets.getFirst());
        return Optional.of(SignInProof.passkey(person, account -> passkeys.isOf(account, passkey.id)));
    }

    private @Nullable ErrorText refusal(
            @Nullable Passkey passkey,
            @Nullable Person person,
            Assertion answer,
            byte @Nullable [] challenge,
            HttpServerRequest http) {
        if (passkey == null || person == null) {
            return SignInDetails.noPasskey();
        }
        if (challenge == null) {
            return SignInDetails.noChallenge();
        }
        if (!answer.userHandle().equals(handle(person.id()))) {
            return SignInDetails.otherAccount();
        }
        if (!person.active()) {
            return SignInDetails.inactive();
        }
        return switch (webAuthn.authenticate(passkey, answer, challenge, baseUrl.of(http))) {
            case Outcome.Refused(var why) -> why;
            case Outcome.Authenticated(var signCount, var backedUp) ->
                passkeys.used(passkey.id, signCount, backedUp) ? null : SignInDetails.usedTwice();
            case Outcome.Registered ignored -> throw new IllegalStateException("nothing was to be registered");
        };
    }

    /** Returns the user handle of an account (WebAuthn §5.4.3), which contains no personal data. */
    static ByteString handle(UUID account) {
        return ByteString.of(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(account.getMostSignificantBits())
                .putLong(account.getLeastSignificantBits())
                .array());
    }

    private void note(@Nullable Person person, @Nullable ErrorText refusal) {
        var event = AuditEvent.denied(AuditAction.SIGN_IN).detail(refusal);
        audit.note(person == null ? event : event.by(person.username()));
    }
}
