package dev.gatehouse;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Passwords;
import dev.gatehouse.account.Role;
import dev.gatehouse.client.ClientInput;
import dev.gatehouse.client.ClientType;
import dev.gatehouse.client.Clients;
import dev.gatehouse.client.Expiration;
import dev.gatehouse.client.RefreshLimit;
import dev.gatehouse.platform.AdvisoryLock;
import dev.gatehouse.platform.FieldErrors;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.StartupFailure;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.service.Projects;
import dev.gatehouse.signing.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes what every tenant has from the beginning, where it is missing: the built-in scopes and client, the default
 * project, a signing key and an administrator. Nodes that start together do it one after the other.
 */
@ApplicationScoped
class FirstStart {
    private static final String ACTOR = "gatehouse";
    private static final String ADMINISTRATOR = "admin";
    private static final String DEMO_PASSWORD = "admin-demo";

    /** The client that administrators use from the command line. */
    private static final String ADMIN_CLIENT = "gatehouse-admin";

    private static final int ADMIN_TOKEN_SECONDS = 3600;

    private final GatehouseConfig config;
    private final AdvisoryLock lock;
    private final Scopes scopes;
    private final Projects projects;
    private final Clients clients;
    private final SigningKeys keys;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Secrets secrets;

    FirstStart(
            GatehouseConfig config,
            AdvisoryLock lock,
            Scopes scopes,
            Projects projects,
            Clients clients,
            SigningKeys keys,
            Accounts accounts,
            Passwords passwords,
            Secrets secrets) {
        this.config = config;
        this.lock = lock;
        this.scopes = scopes;
        this.projects = projects;
        this.clients = clients;
        this.keys = keys;
        this.accounts = accounts;
        this.passwords = passwords;
        this.secrets = secrets;
    }

    /**
     * Makes what is missing.
     *
     * @return the administrator's password if one had to be generated: to be shown once and forgotten
     */
    @Transactional
    Optional<String> run() {
        lock.take(AdvisoryLock.Work.FIRST_START);
        scopes.createBuiltIns();
        projects.createDefault();
        keys.ensure();
        if (!clients.exists(ADMIN_CLIENT)) {
            clients.create(adminClient(), ADMIN_CLIENT, "", true, ACTOR);
        }
        return accounts.anyAdministrator() ? Optional.empty() : createAdministrator();
    }

    private Optional<String> createAdministrator() {
        var chosen = config.adminPassword().or(() -> config.demo() ? Optional.of(DEMO_PASSWORD) : Optional.empty());
        chosen.ifPresent(FirstStart::check);
        var generated = chosen.isPresent() ? null : secrets.next("");
        var password = chosen.orElse(generated == null ? "" : generated);
        accounts.create(
                new Accounts.NewAccount(ADMINISTRATOR, "Administrator", passwords.hash(password), Role.ADMINISTRATOR),
                ACTOR);
        return Optional.ofNullable(generated);
    }

    private static void check(@Nullable String password) {
        var errors = new FieldErrors();
        Passwords.check(errors, "password", password);
        if (!errors.isEmpty()) {
            throw new StartupFailure("The administrator's password (GATEHOUSE_ADMIN_PASSWORD) is refused: "
                    + errors.first().inEnglish());
        }
    }

    private static ClientInput adminClient() {
        return new ClientInput(
                "Gatehouse administration",
                "1",
                "Built in: gets tokens for the admin API",
                ClientType.PUBLIC,
                List.of("http://127.0.0.1/callback"),
                null,
                List.of("authorization_code"),
                null,
                Expiration.SECONDS,
                ADMIN_TOKEN_SECONDS,
                RefreshLimit.LIMITED,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                List.of(Scopes.ADMIN, Scopes.AUDIT));
    }
}
