// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.EntityTagged;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The account endpoints of the admin API. */
@Path(Paths.ADMIN_API + "/accounts")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountResource {

    /**
     * A change of an account. Without a password, the password remains. A new password or a deactivation ends all
     * sessions.
     */
    public record AccountInput(
            @Nullable String displayName,
            @Nullable String password,
            @Nullable Role role,
            @Nullable Boolean active) {
        /** Omits the password, so that no log line can contain the password. */
        @Override
        public String toString() {
            return "AccountInput[" + displayName + "]";
        }
    }

    /** A new password, generated if absent. Passkeys remain unless {@code deletePasskeys} is true. */
    public record PasswordInput(
            @Nullable String password, @Nullable Boolean deletePasskeys) {
        /** Omits the password, so that no log line can contain the password. */
        @Override
        public String toString() {
            return "PasswordInput";
        }
    }

    private final Accounts accounts;
    private final Lockouts lockouts;
    private final Passwords passwords;
    private final Secrets secrets;
    private final CurrentCaller caller;

    public AccountResource(
            Accounts accounts, Lockouts lockouts, Passwords passwords, Secrets secrets, CurrentCaller caller) {
        this.accounts = accounts;
        this.lockouts = lockouts;
        this.passwords = passwords;
        this.secrets = secrets;
        this.caller = caller;
    }

    @GET
    public Page<AccountView> list(
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return accounts.list(search, sort, after, Page.size(limit));
    }

    @GET
    @Path("/{id}")
    @EntityTagged
    public AccountView get(@RestPath UUID id) {
        return accounts.view(id);
    }

    @POST
    @EntityTagged
    public RestResponse<AccountView> create(@Nullable NewAccountInput body) {
        var input = Bodies.present(body);
        var errors = new FieldErrors();
        var username = Usernames.read(input.username(), errors);
        var displayName = input.displayName() == null ? username : errors.name("displayName", input.displayName(), 200);
        input.check(errors);
        errors.refuse();
        var generated = input.generated() ? secrets.password() : null;
        var password = generated == null ? Objects.requireNonNull(input.password()) : generated;
        var created = accounts.create(
                new Accounts.NewAccount(username, displayName, passwords.hash(password), input.role()),
                caller.get().actor());
        return Bodies.created(
                Paths.ADMIN_API + "/accounts/" + created.id(),
                generated == null ? created : created.withPassword(generated));
    }

    @PUT
    @Path("/{id}")
    @EntityTagged
    public AccountView update(@RestPath UUID id, @Nullable AccountInput body) {
        var input = Bodies.present(body);
        var errors = new FieldErrors();
        var displayName = errors.name("displayName", input.displayName(), 200);
        errors.check(input.active() != null, "active", CommonErrors.required());
        if (input.password() != null) {
            Passwords.check(errors, "password", input.password());
        }
        var active = Boolean.TRUE.equals(input.active());
        if (id.equals(caller.get().account())) {
            errors.check(active, "active", AccountErrors.ownDeactivation());
            errors.check(input.role() == Role.ADMINISTRATOR, "role", AccountErrors.ownRole());
            errors.check(input.password() == null, "password", AccountErrors.ownPassword());
        }
        errors.refuse();
        var hash = input.password() == null ? null : passwords.hash(input.password());
        return accounts.update(
                id, displayName, input.role(), active, hash, caller.get().actor());
    }

    /** Replaces only the password and ends the sessions of the account. All other properties remain. */
    @POST
    @Path("/{id}/password")
    @EntityTagged
    public RestResponse<AccountView> replacePassword(@RestPath UUID id, @Nullable PasswordInput body) {
        if (id.equals(caller.get().account())) {
            throw ProblemException.conflict(AccountErrors.ownPassword());
        }
        var input = body == null ? new PasswordInput(null, null) : body;
        var typed = input.password();
        var password = typed == null ? secrets.password() : typed;
        var errors = new FieldErrors();
        Passwords.check(errors, "password", password);
        errors.refuse();
        var changed = accounts.replacePassword(
                id,
                passwords.hash(password),
                Boolean.TRUE.equals(input.deletePasskeys()),
                caller.get().actor());
        return RestResponse.ResponseBuilder.ok(typed == null ? changed.withPassword(password) : changed)
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("/{id}/lockout")
    public LockoutView lockout(@RestPath UUID id) {
        return lockouts.of(id);
    }

    @DELETE
    @Path("/{id}/lockout")
    public void liftLockout(@RestPath UUID id) {
        lockouts.lift(id, caller.get().actor());
    }

    @DELETE
    @Path("/{id}")
    public void delete(@RestPath UUID id) {
        if (id.equals(caller.get().account())) {
            throw ProblemException.conflict(AccountErrors.ownDeletion());
        }
        accounts.remove(id, caller.get().actor());
    }
}
