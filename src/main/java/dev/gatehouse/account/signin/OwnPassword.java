// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.KnownBrowsers;
import dev.gatehouse.account.Passwords;
import dev.gatehouse.account.SignedIn;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.TooManyAttemptsException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The change of a user's own password. The current password is required, so that a stranger cannot change the password
 * in a browser that is still signed in.
 */
@ApplicationScoped
public class OwnPassword {
    private final Accounts accounts;
    private final Passwords passwords;
    private final SignIns signIns;
    private final Sessions sessions;
    private final KnownBrowsers knownBrowsers;

    OwnPassword(
            Accounts accounts, Passwords passwords, SignIns signIns, Sessions sessions, KnownBrowsers knownBrowsers) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.signIns = signIns;
        this.sessions = sessions;
        this.knownBrowsers = knownBrowsers;
    }

    /** The input of the user. */
    public record PasswordInput(
            @Nullable String currentPassword, @Nullable String newPassword) {
        @Override
        public String toString() {
            return "PasswordInput";
        }
    }

    /**
     * Changes the password and ends all other sessions. Passkeys and tokens of clients remain.
     *
     * @return the new cookie of this session, which replaces the previous cookie
     * @throws ProblemException 400 for the fields {@code currentPassword} and {@code newPassword}; 409 if the password
     *     was changed concurrently
     * @throws TooManyAttemptsException if the attempt was not checked because too many attempts failed
     * @throws BusyException if too many users are signing in
     */
    public NewCookie change(SignedIn owner, PasswordInput input, HttpServerRequest http) {
        var current = Objects.requireNonNullElse(input.currentPassword(), "");
        var wanted = Objects.requireNonNullElse(input.newPassword(), "");
        var errors = new FieldErrors();
        errors.check(!current.isEmpty(), "currentPassword", CommonErrors.required());
        Passwords.check(errors, "newPassword", wanted);
        errors.refuse();
        var proof = signIns.confirm(owner.person(), current, knownBrowsers.source(http), AuditAction.PASSWORD_CHANGED)
                .orElseThrow(() -> ProblemException.invalid("currentPassword", AccountErrors.wrongPassword()));
        accounts.changePassword(owner, proof, passwords.hash(wanted));
        return sessions.renew(owner, http);
    }
}
