package dev.gatehouse.account;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.BusyException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Decides whether a username and a password belong to an active account. */
@ApplicationScoped
public class SignIns {
    private final Accounts accounts;
    private final Passwords passwords;
    private final AuditLog audit;

    public SignIns(Accounts accounts, Passwords passwords, AuditLog audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.audit = audit;
    }

    /**
     * The person, if all is right; why not is told to nobody but the audit log. A username that does not exist is not
     * written there either: people type passwords into that field.
     *
     * @throws BusyException when too many others are signing in
     */
    public Optional<Person> check(String username, String password) {
        var account = accounts.byUsername(username);
        var right = passwords.matches(
                password, account.map(found -> found.passwordHash).orElse(null));
        var refusal = AuditEvent.denied(AuditAction.SIGN_IN);
        if (account.isEmpty()) {
            audit.note(refusal.detail("there is no such account"));
            return Optional.empty();
        }
        if (!right) {
            audit.note(refusal.by(account.get().username).detail("the password is wrong"));
            return Optional.empty();
        }
        if (!account.get().active) {
            audit.note(refusal.by(account.get().username).detail("the account is inactive"));
            return Optional.empty();
        }
        return account.map(Account::snapshot);
    }
}
