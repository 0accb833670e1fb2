// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.FairQueue;
import dev.gatehouse.account.Passwords;
import dev.gatehouse.account.Person;
import dev.gatehouse.account.SignInBudgets;
import dev.gatehouse.account.SignInProof;
import dev.gatehouse.account.SignInSource;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Throttle;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.TooManyAttemptsException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies usernames and passwords of active accounts, limited by {@link SignInBudgets}. */
@ApplicationScoped
public class SignIns {
    private final Accounts accounts;
    private final Passwords passwords;
    private final SignInBudgets budgets;
    private final Throttle throttle;
    private final AuditLog audit;

    SignIns(Accounts accounts, Passwords passwords, SignInBudgets budgets, Throttle throttle, AuditLog audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.budgets = budgets;
        this.throttle = throttle;
        this.audit = audit;
    }

    /**
     * Returns the proof of a successful verification, or empty. Only the audit log contains the reason for a failure.
     * Unknown usernames are not logged, because users sometimes type passwords into the username field.
     *
     * @throws BusyException if too many users are signing in
     * @throws TooManyAttemptsException if the attempt was not checked because too many attempts failed
     */
    public Optional<SignInProof> check(String username, String password, SignInSource source) {
        return check(username, password, source, AuditAction.SIGN_IN);
    }

    /**
     * Verifies the password of a signed-in user, with the same limits as a sign-in.
     *
     * @param action the action that requires the password; a failure is audited as a denial of the action
     * @throws BusyException if too many users are signing in
     * @throws TooManyAttemptsException if the attempt was not checked because too many attempts failed
     */
    Optional<SignInProof> confirm(Person person, String password, SignInSource source, AuditAction action) {
        return check(person.username(), password, source, action);
    }

    private Optional<SignInProof> check(String username, String password, SignInSource source, AuditAction action) {
        var account = accounts.byUsername(username).orElse(null);
        var buckets =
                account == null ? budgets.of(username, null, source) : budgets.of(account.username, account.id, source);
        var wait = throttle.wait(buckets);
        if (wait.isPresent()) {
            note(action, account, SignInDetails.tooManyAttempts());
            throw new TooManyAttemptsException(wait.get());
        }
        @Nullable ErrorText refusal;
        try {
            refusal = refusal(account, password, new FairQueue.Party(source.name(), SignInBudgets.name(username)));
        } catch (BusyException busy) {
            note(action, account, SignInDetails.busy());
            throw busy;
        }
        if (account == null || refusal != null) {
            note(action, account, refusal);
            throttle.failed(buckets);
            return Optional.empty();
        }
        throttle.forgive(buckets.getFirst());
        return Optional.ofNullable(accounts.person(account.id))
                .filter(Person::active)
                .map(person -> SignInProof.password(person, account.passwordHash));
    }

    private @Nullable ErrorText refusal(@Nullable Account account, String password, FairQueue.Party party) {
        var right = passwords.matches(password, account == null ? null : account.passwordHash, party);
        if (account == null) {
            return SignInDetails.noAccount();
        }
        if (!right) {
            return SignInDetails.wrongPassword();
        }
        return account.active ? null : SignInDetails.inactive();
    }

    private void note(AuditAction action, @Nullable Account account, @Nullable ErrorText refusal) {
        var event = AuditEvent.denied(action).detail(refusal);
        audit.note(account == null ? event : event.by(account.username));
    }
}
