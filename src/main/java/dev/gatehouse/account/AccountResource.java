package dev.gatehouse.account;

import dev.gatehouse.platform.Bodies;
import dev.gatehouse.platform.CurrentCaller;
import dev.gatehouse.platform.EntityTagged;
import dev.gatehouse.platform.FieldErrors;
import dev.gatehouse.platform.Page;
import dev.gatehouse.platform.Paths;
import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.platform.ScopeProtected;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The admin API's accounts. */
@Path(Paths.ADMIN_API + "/accounts")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountResource {

    /** A new account; {@code role} is {@code ADMINISTRATOR}, {@code AUDITOR} or absent. */
    public record NewAccountInput(
            @Nullable String username,
            @Nullable String displayName,
            @Nullable String password,
            @Nullable Role role) {}

    /** What may change; without a password the old one stays. A new password and a deactivation end all sessions. */
    public record AccountInput(
            @Nullable String displayName,
            @Nullable String password,
            @Nullable Role role,
            @Nullable Boolean active) {}

    private final Accounts accounts;
    private final Passwords passwords;
    private final CurrentCaller caller;

    public AccountResource(Accounts accounts, Passwords passwords, CurrentCaller caller) {
        this.accounts = accounts;
        this.passwords = passwords;
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
        var username = errors.required("username", input.username(), 100);
        errors.check(
                username.codePoints().noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c)),
                "username",
                "must not contain spaces");
        var displayName =
                input.displayName() == null ? username : errors.required("displayName", input.displayName(), 200);
        Passwords.check(errors, "password", input.password());
        errors.refuse();
        var password = input.password() == null ? "" : input.password();
        var created = accounts.create(
                new Accounts.NewAccount(username, displayName, passwords.hash(password), input.role()),
                caller.get().actor());
        return Bodies.created(Paths.ADMIN_API + "/accounts/" + created.id(), created);
    }

    @PUT
    @Path("/{id}")
    @EntityTagged
    public AccountView update(@RestPath UUID id, @Nullable AccountInput body) {
        var input = Bodies.present(body);
        var errors = new FieldErrors();
        var displayName = errors.required("displayName", input.displayName(), 200);
        errors.check(input.active() != null, "active", "is required");
        if (input.password() != null) {
            Passwords.check(errors, "password", input.password());
        }
        var active = Boolean.TRUE.equals(input.active());
        if (id.equals(caller.get().account())) {
            errors.check(active, "active", "you cannot deactivate your own account");
            errors.check(input.role() == Role.ADMINISTRATOR, "role", "you cannot give up your own role");
        }
        errors.refuse();
        var hash = input.password() == null ? null : passwords.hash(input.password());
        return accounts.update(
                id, displayName, input.role(), active, hash, caller.get().actor());
    }

    @DELETE
    @Path("/{id}")
    public void delete(@RestPath UUID id) {
        if (id.equals(caller.get().account())) {
            throw ProblemException.conflict(null, "You cannot delete your own account");
        }
        accounts.remove(id, caller.get().actor());
    }
}
