// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.demo;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Passwords;
import dev.gatehouse.client.ClientInput;
import dev.gatehouse.client.ClientType;
import dev.gatehouse.client.Clients;
import dev.gatehouse.client.RefreshLimit;
import dev.gatehouse.database.AdvisoryLock;
import dev.gatehouse.scope.ScopeInput;
import dev.gatehouse.scope.ScopeInput.ServiceUrlInput;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.service.Projects;
import dev.gatehouse.service.ServiceKind;
import dev.gatehouse.service.ServiceViews.ProjectInput;
import dev.gatehouse.service.ServiceViews.ServiceInput;
import dev.gatehouse.tenant.TenantSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content that {@code gatehouse.demo=true} adds: a project with a REST API and a flow service on a real upstream, a
 * scope for each, two clients and two users. All credentials are public. Without the setting, none of this exists.
 */
@ApplicationScoped
public class DemoContent {
    private static final String ACTOR = "demo";
    private static final String PROJECT = "fldemo";
    private static final String API = "CustomerRegistrationAPI";
    private static final String FLOW_SERVICE = "calculator";
    private static final String CUSTOMERS_SCOPE = "CustomerRegistrationScope";
    private static final String CALCULATOR_SCOPE = "CalculatorScope";
    private static final String PUBLIC_CLIENT = "customer-registration";
    private static final String CONFIDENTIAL_CLIENT = "partner-backend";
    private static final String CONFIDENTIAL_SECRET = "gcs_demo-partner-backend";
    private static final List<String> REDIRECT_URIS =
            List.of("https://oauth.pstmn.io/v1/callback", "http://127.0.0.1/callback");

    private final DemoUpstream upstream;
    private final AdvisoryLock lock;
    private final TenantSettings settings;
    private final Projects projects;
    private final ExposedServices services;
    private final Scopes scopes;
    private final Clients clients;
    private final Accounts accounts;
    private final Passwords passwords;

    DemoContent(
            DemoUpstream upstream,
            AdvisoryLock lock,
            TenantSettings settings,
            Projects projects,
            ExposedServices services,
            Scopes scopes,
            Clients clients,
            Accounts accounts,
            Passwords passwords) {
        this.upstream = upstream;
        this.lock = lock;
        this.settings = settings;
        this.projects = projects;
        this.services = services;
        this.scopes = scopes;
        this.clients = clients;
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /**
     * Starts the upstream, creates missing content, and updates the upstream URLs of the services to the current port.
     */
    @Transactional
    public void create() {
        upstream.start();
        lock.take(AdvisoryLock.Work.FIRST_START);
        if (clients.exists(PUBLIC_CLIENT)) {
            services.moveUpstream(PROJECT, List.of(API, FLOW_SERVICE), upstream.address());
            return;
        }
        settings.requireHttps(false);
        projects.create(new ProjectInput("Demo", null), PROJECT, ACTOR);
        expose(ServiceKind.REST_RESOURCE, API, "/customers", List.of("GET", "POST"), "List and create customers");
        expose(ServiceKind.REST_RESOURCE, API, "/customers/*", List.of("GET", "DELETE"), "Get and delete a customer");
        expose(ServiceKind.FLOW_SERVICE, FLOW_SERVICE, null, List.of("POST"), "Adds, subtracts, multiplies, divides");
        var api = "/integration/restv2/development/" + PROJECT + "/" + API;
        scope(CUSTOMERS_SCOPE, "See, add and delete customers", api + "/customers", api + "/customers/*");
        scope(
                CALCULATOR_SCOPE,
                "Use the calculator",
                "/integration/rest/external/integration/run/development/" + PROJECT + "/" + FLOW_SERVICE);
        createClients();
        person("jane", "Jane Doe");
        person("john", "John Smith");
    }

    public void stop() {
        upstream.stop();
    }

    /** Returns the introduction that is printed to the terminal. */
    public String introduction(String baseUrl) {
        return """

                Gatehouse with demo content is at  %1$s
                Sign in as  admin / admin-demo  (administrator),  jane / jane-demo  or  john / john-demo
                Get a token:
                  curl -u partner-backend:gcs_demo-partner-backend -d grant_type=client_credentials \\
                    %1$s/integration/rest/oAuth/getToken
                Stop with Ctrl-C.
                """.formatted(baseUrl);
    }

    private void createClients() {
        var both = List.of(CUSTOMERS_SCOPE, CALCULATOR_SCOPE);
        clients.create(
                client(
                        "CustomerRegistrationOAuthClient",
                        "Registers the customers that sign up on your website",
                        ClientType.PUBLIC,
                        List.of("authorization_code"),
                        both),
                PUBLIC_CLIENT,
                "",
                false,
                ACTOR);
        clients.create(
                client(
                        "PartnerBackend",
                        "Synchronises customers every night",
                        ClientType.CONFIDENTIAL,
                        List.of("authorization_code", "client_credentials"),
                        both),
                CONFIDENTIAL_CLIENT,
                CONFIDENTIAL_SECRET,
                false,
                ACTOR);
    }

    private static ClientInput client(
            String name, String description, ClientType type, List<String> grantTypes, List<String> scopes) {
        return ClientInput.builder()
                .name(name)
                .version("1.0")
                .description(description)
                .type(type)
                .redirectUris(REDIRECT_URIS)
                .grantTypes(grantTypes)
                .refresh(RefreshLimit.UNLIMITED)
                .active(true)
                .scopes(scopes)
                .build();
    }

    private void expose(
            ServiceKind kind, String name, @Nullable String resource, List<String> methods, String description) {
        var base = upstream.address().toString();
        services.create(
                ServiceInput.withDefaults(
                        PROJECT,
                        kind,
                        name,
                        resource,
                        methods,
                        description,
                        kind == ServiceKind.FLOW_SERVICE ? base + "/" + name : base),
                ACTOR);
    }

    private void scope(String name, String description, String... urls) {
        scopes.create(
                new ScopeInput(
                        name,
                        description,
                        List.of(urls).stream()
                                .map(url -> new ServiceUrlInput(url, null))
                                .toList(),
                        null),
                ACTOR);
    }

    private void person(String username, String displayName) {
        accounts.create(
                new Accounts.NewAccount(username, displayName, passwords.hash(username + "-demo"), null), ACTOR);
    }
}
