package dev.gatehouse.account.signin;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.FairTurns;
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
import dev.gatehouse.problem.TooManyAttemptsException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether a username and a password belong to an active account, as often as {@link SignInBudgets} allows. */
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
     * What shows that they are who they say, if all is right; why not is told to nobody but the audit log. A username that does not exist is not
     * written there either: people type passwords into that field.
     *
     * @throws BusyException when too many others are signing in
     * @throws TooManyAttemptsException when so many attempts failed that this one was not looked at
     */
    public Optional<SignInProof> check(String username, String password, SignInSource source) {
        return check(username, password, source, AuditAction.SIGN_IN);
    }

    /**
     * The same of somebody who is signed in, as often as anybody may try to sign in with their password.
     *
     * @param action what they need it for; a refusal is audited as one of that
     * @throws BusyException when too many others are signing in
     * @throws TooManyAttemptsException when so many attempts failed that this one was not looked at
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
            note(action, account, "too many attempts failed, so this one was not looked at");
            throw new TooManyAttemptsException(wait.get());
        }
        @Nullable String refusal;
        try {
            refusal = refusal(account, password, new FairTurns.Party(source.name(), SignInBudgets.name(username)));
        } catch (BusyException busy) {
            note(action, account, "too many passwords were being checked, so this one was not looked at");
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

    private @Nullable String refusal(@Nullable Account account, String password, FairTurns.Party party) {
        var right = passwords.matches(password, account == null ? null : account.passwordHash, party);
        if (account == null) {
            return "there is no such account";
        }
        if (!right) {
            return "the password is wrong";
        }
        return account.active ? null : "the account is inactive";
    }

    private void note(AuditAction action, @Nullable Account account, @Nullable String refusal) {
        var event = AuditEvent.denied(action).detail(refusal);
        audit.note(account == null ? event : event.by(account.username));
    }
}
