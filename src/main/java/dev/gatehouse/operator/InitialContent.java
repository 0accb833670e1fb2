// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Passwords;
import dev.gatehouse.account.Role;
import dev.gatehouse.client.ClientInput;
import dev.gatehouse.client.ClientType;
import dev.gatehouse.client.Clients;
import dev.gatehouse.client.Expiration;
import dev.gatehouse.client.RefreshLimit;
import dev.gatehouse.database.AdvisoryLock;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.StartupFailure;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.service.Projects;
import dev.gatehouse.signing.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates the initial content of the current tenant if it is missing: the built-in scopes and client, the default
 * project and a signing key, and at the first start an administrator. A lock lets nodes that start together do this one
 * after the other.
 */
@ApplicationScoped
public class InitialContent {
    /** The actor of what Gatehouse does by itself, in the audit log. */
    static final String ACTOR = "gatehouse";

    private static final String ADMINISTRATOR = "admin";
    private static final String DEMO_PASSWORD = "admin-demo";

    /** The client for administrators on the command line. */
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

    InitialContent(
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
     * Creates missing content, a signing key, and an administrator with a password if there is no administrator.
     *
     * @return the administrator's password if it was generated; to be shown once and not stored
     */
    @Transactional
    public Optional<String> createWithAdministrator() {
        lock.take(AdvisoryLock.Work.FIRST_START);
        create();
        keys.ensure();
        return accounts.anyAdministrator() ? Optional.empty() : createAdministrator();
    }

    /** Creates missing content, without a signing key and without an administrator. */
    @Transactional
    void create() {
        scopes.createBuiltIns();
        projects.createDefault();
        if (!clients.exists(ADMIN_CLIENT)) {
            clients.create(adminClient(), ADMIN_CLIENT, "", true, ACTOR);
        }
    }

    private Optional<String> createAdministrator() {
        var chosen = config.adminPassword().or(() -> config.demo() ? Optional.of(DEMO_PASSWORD) : Optional.empty());
        chosen.ifPresent(InitialContent::check);
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

    private ClientInput adminClient() {
        return ClientInput.builder()
                .name("Gatehouse administration")
                .version("1")
                .description("Built in: gets tokens for the admin API")
                .type(ClientType.PUBLIC)
                .redirectUris(List.of("http://127.0.0.1/callback"))
                .grantTypes(List.of("authorization_code"))
                .expiration(Expiration.SECONDS)
                .expirationSeconds(ADMIN_TOKEN_SECONDS)
                .refresh(RefreshLimit.LIMITED)
                .refreshCount(0)
                .active(true)
                .scopes(scopes.builtIn())
                .build();
    }
}
