// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each foreign value becomes: lines of the configuration file and of the report. */
class ForeignFormatTest {
    private static final String SECRET = "0123456789abcdef0123456789ABCDEF";
    private static final String DIGEST_OF_SECRET =
            "sha256:f02ae380606c48d62288560c09fd0afa283407e69fd9898e034869321740aabf";
    private static final String NO_SECRET = "sha256:" + "0".repeat(64);

    /**
     * A foreign text.
     *
     * @param yaml what the configuration file contains
     * @param findings the findings, each as the end of a line
     */
    record Snippet(String name, String text, List<String> yaml, List<String> findings) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Snippet client(String name, String fields, List<String> yaml, String... findings) {
        var json = """
            {"realm": "r", "clientScopes": [{"name": "read", "protocol": "openid-connect"}], "clients": [
            {"clientId": "app", "protocol": "openid-connect", "secret": "%s", "consentRequired": true,
             %s}]}
            """.formatted(SECRET, fields);
        return new Snippet(name, json, yaml, withScope(findings));
    }

    /** Adds the finding of the scope, which has no URLs in Keycloak. */
    private static List<String> withScope(String... findings) {
        return Stream.concat(
                        Stream.of(findings),
                        Stream.of("scope read: to do: The source has no URLs for this scope. Replace"
                                + " `/integration/imported/read`, which no service has, by the URLs that the scope"
                                + " covers."))
                .toList();
    }

    private static final String REDIRECT = "\"redirectUris\": [\"https://app.example/cb\"]";

    static Stream<Snippet> keycloak() {
        return Stream.of(
                client(
                        "confidential client with its secret",
                        REDIRECT,
                        List.of(
                                "clientId: app\n    name: app\n    version: \"1\"\n    type: CONFIDENTIAL\n",
                                "redirectUris:\n      - https://app.example/cb\n",
                                "grantTypes:\n      - authorization_code\n",
                                "refresh: UNLIMITED\n    approval: ONCE\n",
                                "hash: " + DIGEST_OF_SECRET + "\n")),
                client(
                        "public client",
                        REDIRECT
                                + ", \"publicClient\": true, \"attributes\": {\"pkce.code.challenge.method\":"
                                + " \"S256\"}",
                        List.of("type: PUBLIC\n", "requirePkce: \"YES\"\n")),
                client(
                        "public client without PKCE",
                        REDIRECT + ", \"publicClient\": true",
                        List.of("type: PUBLIC\n"),
                        "client app: changed: A public client must use PKCE. Set `requirePkce` to NO for a client that"
                                + " cannot."),
                client(
                        "service account",
                        "\"standardFlowEnabled\": false, \"serviceAccountsEnabled\": true, \"enabled\": false",
                        List.of(
                                "grantTypes:\n      - client_credentials\n",
                                "refresh: LIMITED\n    refreshCount: 0\n",
                                "active: false\n")),
                client(
                        "password grant of a public client",
                        REDIRECT + ", \"publicClient\": true, \"directAccessGrantsEnabled\": true,"
                                + " \"attributes\": {\"pkce.code.challenge.method\": \"S256\"}",
                        List.of("grantTypes:\n      - authorization_code\n"),
                        "client app: left out: Only a confidential client may have the grant password."),
                client(
                        "wildcard beside an exact redirect URI",
                        "\"redirectUris\": [\"https://app.example/*\", \"https://app.example/cb\"]",
                        List.of("redirectUris:\n      - https://app.example/cb\n    allowedOrigins: []\n"),
                        "client app: left out: The redirect URI https://app.example/* has a wildcard. Redirect URIs"
                                + " must match exactly."),
                client(
                        "wildcards only",
                        "\"redirectUris\": [\"https://app.example/*\"]",
                        List.of("redirectUris:\n      - https://app.example/\n", "active: false\n"),
                        "client app: left out: The redirect URI https://app.example/* has a wildcard. Redirect URIs"
                                + " must match exactly.",
                        "client app: to do: The client is inactive. Replace its redirect URIs, which are cut at the"
                                + " wildcard, and set `active` to true."),
                client(
                        "every redirect URI",
                        "\"redirectUris\": [\"*\"]",
                        List.of("/integration/imported/read\n"),
                        "client app: left out: The redirect URI * has a wildcard. Redirect URIs must match exactly.",
                        "client app: left out: The grant authorization_code needs a redirect URI, and none is left.",
                        "client app: left out: No grant is left that Gatehouse has."),
                client(
                        "relative redirect URI",
                        "\"rootUrl\": \"https://app.example/\", \"redirectUris\": [\"/cb\"]",
                        List.of("- https://app.example/cb\n")),
                client(
                        "http redirect URI",
                        "\"redirectUris\": [\"http://app.example/cb\", \"http://localhost:8080/cb\"]",
                        List.of("redirectUris:\n      - http://localhost:8080/cb\n    allowedOrigins: []\n"),
                        "client app: left out: The redirect URI http://app.example/cb: Use https. http is allowed only"
                                + " for loopback addresses: 127.0.0.1, [::1] and localhost."),
                client(
                        "origins",
                        REDIRECT + ", \"webOrigins\": [\"+\", \"https://other.example\", \"*\", \"x\"]",
                        List.of("allowedOrigins:\n      - https://other.example\n      - https://app.example\n"),
                        "client app: left out: The origin * would allow scripts of every web page.",
                        "client app: left out: The origin x: Enter an origin: a scheme, a host and, if needed, a"
                                + " port."),
                client(
                        "scopes",
                        REDIRECT + ", \"defaultClientScopes\": [\"profile\"], \"optionalClientScopes\": [\"read\","
                                + " \"gone\"]",
                        List.of("scopes:\n      - read\n    clientSecret:"),
                        "client app: left out: The scope gone is not imported."),
                client(
                        "lifetime of tokens",
                        REDIRECT + ", \"attributes\": {\"access.token.lifespan\": \"600\", \"use.refresh.tokens\":"
                                + " \"false\"}",
                        List.of("expiration: SECONDS\n    expirationSeconds: 600\n    refresh: LIMITED\n")),
                client(
                        "other fields and attributes",
                        REDIRECT + ", \"protocolMappers\": [{}], \"baseUrl\": \"/x\", \"attributes\":"
                                + " {\"dpop.bound.access.tokens\": \"true\", \"jwks.url\": \"\"}",
                        List.of("clientId: app\n"),
                        "client app: left out: The attribute dpop.bound.access.tokens: Gatehouse has no counterpart.",
                        "client app: left out: protocolMappers: Tokens of Gatehouse have fixed claims.",
                        "client app: left out: baseUrl: Gatehouse does not link to applications."),
                client(
                        "another authentication",
                        REDIRECT + ", \"clientAuthenticatorType\": \"client-jwt\"",
                        List.of("hash: " + NO_SECRET + "\n"),
                        "client app: left out: client-jwt: Clients authenticate with a secret.",
                        "client app: to do: The source does not have the client's secret. Replace the digest in the"
                                + " file, which is that of no secret, by the digest of a new one."));
    }

    @ParameterizedTest
    @MethodSource("keycloak")
    void keycloakValuesBecomeLinesOfTheFileAndTheReport(Snippet snippet) {
        var result = ForeignFormat.KEYCLOAK.read("f", snippet.text().getBytes(StandardCharsets.UTF_8), SecretForm.HASH);

        assertThat(result.yaml("f")).contains(snippet.yaml());
        assertThat(result.lines().stream().map(line -> line.replaceFirst("^f:\\d+:\\d+: [^ ]*: ", "")))
                .isEqualTo(snippet.findings());
        assertThat(result.report("f").toString() + result.lines()).doesNotContain(SECRET, "short-secret");
    }

    @Test
    void findingsHaveThePlaceInTheSource() {
        var result = ForeignFormat.KEYCLOAK.read("realm.json", """
            {"realm": "r",
             "clients": [
              {"clientId": "a",
               "redirectUris": ["https://a.example/cb",
                                "https://a.example/*"],
               "consentRequired": true, "secret": "short-secret"}]}
            """.getBytes(StandardCharsets.UTF_8), SecretForm.HASH);

        assertThat(result.lines())
                .first()
                .isEqualTo("realm.json:5:21: /clients/0/redirectUris/1: client a: left out: The redirect URI"
                        + " https://a.example/* has a wildcard. Redirect URIs must match exactly.");
        assertThat(result.report("realm.json").toString())
                .startsWith("{\"source\":\"realm.json\",\"imported\":{\"clients\":1},\"findings\":[{\"outcome\":"
                        + "\"left-out\",\"kind\":\"client\",\"name\":\"a\",\"field\":\"/clients/0/redirectUris/1\","
                        + "\"line\":5,\"column\":21,\"message\":")
                .contains("\"outcome\":\"to-do\"", "The client's secret has fewer than 32 characters.")
                .doesNotContain("short-secret");
    }

    @Test
    void secretsCanBeVariablesOfTheServer() {
        var text = """
            {"realm": "r", "clients": [
              {"clientId": "a.b", "serviceAccountsEnabled": true, "standardFlowEnabled": false, "secret": "%1$s"},
              {"clientId": "a-b", "serviceAccountsEnabled": true, "standardFlowEnabled": false, "secret": "**********"}]}
            """.formatted(SECRET);
        var result = ForeignFormat.KEYCLOAK.read("f", text.getBytes(StandardCharsets.UTF_8), SecretForm.ENV);

        assertThat(result.yaml("f"))
                .contains("env: GATEHOUSE_SECRET_A_B\n", "env: GATEHOUSE_SECRET_A_B_2\n")
                .doesNotContain("sha256");
        assertThat(result.lines())
                .anyMatch(line -> line.endsWith(
                        "to do: Set the variable GATEHOUSE_SECRET_A_B of the server to the client's secret."))
                .anyMatch(line -> line.endsWith("The source does not have the client's secret. Set the variable"
                        + " GATEHOUSE_SECRET_A_B_2 of the server to a new one."));
    }

    @Test
    void realmRolesGroupsAndScopesOfKeycloak() {
        var text = """
            {"realm": "Shop", "accessTokenLifespan": 300, "accessCodeLifespan": 1800,
             "ssoSessionIdleTimeout": 86400, "ssoSessionMaxLifespan": 36000,
             "roles": {"realm": [
               {"name": "partner", "description": "Partners", "composites": {"realm": ["x"]}},
               {"name": "Partner"}, {"name": "default-roles-shop"}],
               "client": {"api": [{"name": "x"}]}},
             "groups": [{"name": "Sales", "subGroups": [{"name": "North", "attributes": {"a": ["b"]}}]}],
             "clientScopes": [
               {"name": "orders:read", "description": "Read", "protocol": "openid-connect"},
               {"name": "ORDERS:READ", "protocol": "openid-connect"},
               {"name": "profile", "protocol": "openid-connect"},
               {"name": "gatehouse.admin", "protocol": "openid-connect"},
               {"name": "two words", "protocol": "openid-connect", "attributes": {"consent.screen.text": "Two"}},
               {"name": "saml", "protocol": "saml"}],
             "scopeMappings": [{"clientScope": "orders:read", "roles": ["partner", "absent"]},
                               {"client": "api", "roles": ["partner"]}],
             "users": [{"username": "jane"}], "internationalizationEnabled": true}
            """;
        var result = ForeignFormat.KEYCLOAK.read("f", text.getBytes(StandardCharsets.UTF_8), SecretForm.HASH);

        assertThat(result.yaml("f")).isEqualTo("""
            # Imported from f. Read the report, then plan and apply.
            settings:
              accessTokenLifetime: 300
              refreshInactivityDays: 1
            groups:
              - name: partner
                description: Partners
              - name: Partner-2
              - name: Sales
              - name: Sales/North
            scopes:
              - name: orders:read
                description: Read
                serviceUrls:
                  - url: /integration/imported/orders-read
                groups:
                  - partner
              - name: ORDERS:READ-2
                serviceUrls:
                  - url: /integration/imported/ORDERS-READ-2
              - name: imported-gatehouse.admin
                serviceUrls:
                  - url: /integration/imported/imported-gatehouse-admin
              - name: two-words
                description: Two
                serviceUrls:
                  - url: /integration/imported/two-words
            """);
        assertThat(result.lines().stream().map(line -> line.replaceFirst("^f:\\d+:\\d+: ", "")))
                .containsExactly(
                        "/accessCodeLifespan: realm accessCodeLifespan: left out: Authorization codes are valid for 1"
                                + " to 600 seconds.",
                        "/ssoSessionMaxLifespan: realm ssoSessionMaxLifespan: left out: The setting"
                                + " refreshMaximumAgeDays is a number of days, and this is none: 36000 seconds.",
                        "/roles/realm/0/composites: role partner: left out: composites: Groups of Gatehouse do not"
                                + " contain each other.",
                        "/roles/realm/1/name: group Partner: changed: The name in Gatehouse is `Partner-2`.",
                        "/roles/realm/2/name: role default-roles-shop: left out: Keycloak needs this role itself.",
                        "/roles/client/api: client role api: left out: Tokens of Gatehouse contain no roles.",
                        "/groups/0/subGroups/0/attributes: group North: left out: attributes: Gatehouse has no"
                                + " counterpart.",
                        "/clientScopes/1/name: scope ORDERS:READ: changed: The name in Gatehouse is `ORDERS:READ-2`.",
                        "/clientScopes/2/name: scope profile: left out: It selects claims of OpenID Connect, which"
                                + " Gatehouse has not.",
                        "/clientScopes/3/name: scope gatehouse.admin: changed: The name in Gatehouse is"
                                + " `imported-gatehouse.admin`.",
                        "/clientScopes/4/name: scope two words: changed: The name in Gatehouse is `two-words`.",
                        "/clientScopes/5/name: scope saml: left out: Gatehouse has OAuth only, not saml.",
                        "/scopeMappings/0/roles/1: role mapping orders:read: left out: The role absent is not"
                                + " imported.",
                        "/scopeMappings/0: scope orders:read: to do: Add the members of its groups, which files do not"
                                + " have.",
                        "/scopeMappings/1: role mapping api: left out: Tokens of Gatehouse contain no roles.",
                        "/users: realm users: left out: Accounts are not part of configuration files. Invite the"
                                + " users.",
                        "/internationalizationEnabled: realm internationalizationEnabled: left out: Gatehouse has no"
                                + " counterpart.",
                        "/clientScopes/0/name: scope orders:read: to do: " + placeholder("orders-read"),
                        "/clientScopes/1/name: scope ORDERS:READ: to do: " + placeholder("ORDERS-READ-2"),
                        "/clientScopes/3/name: scope gatehouse.admin: to do: "
                                + placeholder("imported-gatehouse-admin"),
                        "/clientScopes/4/name: scope two words: to do: " + placeholder("two-words"));
    }

    private static String placeholder(String segment) {
        return "The source has no URLs for this scope. Replace `/integration/imported/" + segment
                + "`, which no service has, by the URLs that the scope covers.";
    }

    // CSV

    @Test
    void tableOfWebMethods() {
        var text = """
            Kind,Name,Version,Description,Type,Client ID,Client Secret,Redirection URLs,Allowed Grants,Require PKCE,Expiration Interval,Refresh Count,Skip Approval,Status,Scopes,Service URLs,Groups,Upstream URL
            scope,CustomerScope,,"Customers, all",,,,,,,,,,,,"GET,HEAD /integration/restv2/development/fl1/CustomerAPI/customers/{id}
            https://tenant.example/integration/restv2/development/fl1/CustomerAPI/customers",Partners|Sales,
            service,Customers,,,,,,,,,,,,,,"GET /integration/restv2/development/fl1/CustomerAPI/customers/{id}",,https://crm.example/customers
            service,Flow,,,,,,,,,,,,,,/integration/rest/external/integration/run/development/fl1/calculator,,https://flow.example/run
            service,Other,,,,,,,,,,,,,,/invoke/other,,https://flow.example/run
            client,Mobile: App,1.0,The app,Public,,,https://a.example/cb | http://a.example/cb,Authorization Code Grant,Yes,Never Expires,Unlimited,no,Active,CustomerScope,,,
            client,Backend,2,,Confidential,back-end,%s,,Client Credentials,Use global setting,Expires in 600,0,yes,inactive,CustomerScope|Absent,/x,,
            """.formatted(SECRET);
        var result = ForeignFormat.CSV.read("t.csv", text.getBytes(StandardCharsets.UTF_8), SecretForm.HASH);

        assertThat(result.yaml("t.csv")).isEqualTo("""
            # Imported from t.csv. Read the report, then plan and apply.
            groups:
              - name: Partners
              - name: Sales
            projects:
              - name: fl1
                environment: development
                projectId: fl1
                services:
                  - kind: REST_RESOURCE
                    name: CustomerAPI
                    resource: "/customers/*"
                    methods:
                      - GET
                    upstreamUrl: https://crm.example/customers
                  - kind: FLOW_SERVICE
                    name: calculator
                    upstreamUrl: https://flow.example/run
            scopes:
              - name: CustomerScope
                description: "Customers, all"
                serviceUrls:
                  - url: "/integration/restv2/development/fl1/CustomerAPI/customers/*"
                    methods:
                      - GET
                      - HEAD
                  - url: /integration/restv2/development/fl1/CustomerAPI/customers
                groups:
                  - Partners
                  - Sales
            clients:
              - clientId: Mobile--App
                name: Mobile- App
                version: "1.0"
                description: The app
                type: PUBLIC
                redirectUris:
                  - https://a.example/cb
                grantTypes:
                  - authorization_code
                requirePkce: "YES"
                expiration: NEVER
                refresh: UNLIMITED
                scopes:
                  - CustomerScope
              - clientId: back-end
                name: Backend
                version: "2"
                type: CONFIDENTIAL
                grantTypes:
                  - client_credentials
                expiration: SECONDS
                expirationSeconds: 600
                refresh: LIMITED
                refreshCount: 0
                approval: NEVER
                active: false
                scopes:
                  - CustomerScope
                clientSecret:
                  hash: %s
            """.formatted(DIGEST_OF_SECRET));
        assertThat(result.lines())
                .containsExactly(
                        "t.csv:2:50: Service URLs: scope CustomerScope: changed: The URL"
                                + " /integration/restv2/development/fl1/CustomerAPI/customers/{id} is"
                                + " `/integration/restv2/development/fl1/CustomerAPI/customers/*` in Gatehouse.",
                        "t.csv:2:50: Service URLs: scope CustomerScope: changed: The URL"
                                + " https://tenant.example/integration/restv2/development/fl1/CustomerAPI/customers is"
                                + " `/integration/restv2/development/fl1/CustomerAPI/customers` in Gatehouse.",
                        "t.csv:4:32: Service URLs: service Customers: changed: The URL"
                                + " /integration/restv2/development/fl1/CustomerAPI/customers/{id} is"
                                + " `/integration/restv2/development/fl1/CustomerAPI/customers/*` in Gatehouse.",
                        "t.csv:6:28: Service URLs: service Other: left out: /invoke/other is not the path of a REST API"
                                + " or a flow service.",
                        "t.csv:7:41: Redirection URLs: client Mobile--App: left out: The redirect URI"
                                + " http://a.example/cb: Use https. http is allowed only for loopback addresses:"
                                + " 127.0.0.1, [::1] and localhost.",
                        "t.csv:7:8: Name: client Mobile--App: changed: The name in Gatehouse is `Mobile- App`.",
                        "t.csv:8:164: Service URLs: client Backend: left out: A client has no Service URLs.",
                        "t.csv:8:143: Scopes: client back-end: left out: The scope Absent is not imported.");
    }

    @Test
    void semicolonsAndByteOrderMarkOfSpreadsheets() {
        var result = ForeignFormat.CSV.read(
                "t.csv",
                "\uFEFFKind;Name;Service URLs\r\nscope;A;\"GET /integration/a\"\r\n;;\r\n"
                        .getBytes(StandardCharsets.UTF_8),
                SecretForm.HASH);

        assertThat(result.summary()).isEqualTo("Imported: scopes 1. Findings: 0.");
    }

    // Kong and APISIX

    @Test
    void configurationOfKong() {
        var result = ForeignFormat.KONG.read(
                "kong.yml", GatewayFiles.KONG.formatted(SECRET).getBytes(StandardCharsets.UTF_8), SecretForm.HASH);

        assertThat(result.yaml("kong.yml")).isEqualTo("""
            # Imported from kong.yml. Read the report, then plan and apply.
            groups:
              - name: partners
            projects:
              - name: kong
                environment: development
                projectId: kong
                services:
                  - kind: REST_RESOURCE
                    name: orders-route
                    methods:
                      - GET
                      - POST
                    upstreamUrl: http://orders.example:8080/api
                  - kind: REST_RESOURCE
                    name: orders-route
                    resource: "/**"
                    methods:
                      - GET
                      - POST
                    upstreamUrl: http://orders.example:8080/api
                  - kind: REST_RESOURCE
                    name: kept
                    resource: /kept
                    upstreamUrl: http://orders.example:8080/api
                  - kind: REST_RESOURCE
                    name: kept
                    resource: "/kept/**"
                    upstreamUrl: http://orders.example:8080/api
                  - kind: REST_RESOURCE
                    name: open
                    upstreamUrl: https://open.example
                  - kind: REST_RESOURCE
                    name: open
                    resource: "/**"
                    upstreamUrl: https://open.example
            scopes:
              - name: orders.read
                serviceUrls:
                  - url: /integration/restv2/development/kong/orders-route
                  - url: "/integration/restv2/development/kong/orders-route/**"
                  - url: /integration/restv2/development/kong/kept/kept
                  - url: "/integration/restv2/development/kong/kept/kept/**"
              - name: two-words
                serviceUrls:
                  - url: /integration/restv2/development/kong/orders-route
                  - url: "/integration/restv2/development/kong/orders-route/**"
                  - url: /integration/restv2/development/kong/kept/kept
                  - url: "/integration/restv2/development/kong/kept/kept/**"
            clients:
              - clientId: partner-app
                name: Partner App
                version: "1"
                description: Consumer partner
                type: CONFIDENTIAL
                redirectUris:
                  - https://partner.example/cb
                grantTypes:
                  - authorization_code
                  - client_credentials
                refresh: UNLIMITED
                scopes:
                  - orders.read
                  - two-words
                clientSecret:
                  hash: %s
              - clientId: mobile
                name: Mobile
                version: "1"
                description: Consumer partner
                type: PUBLIC
                redirectUris:
                  - https://mobile.example/cb
                grantTypes:
                  - authorization_code
                refresh: UNLIMITED
                scopes:
                  - orders.read
                  - two-words
            """.formatted(DIGEST_OF_SECRET));
        assertThat(result.lines().stream().map(line -> line.replaceFirst("^kong.yml:\\d+:\\d+: ", "")))
                .containsExactly(
                        "/services/0/plugins/0/config/token_expiration: plugin oauth2: left out: token_expiration:"
                                + " Lifetimes are settings, or of the clients.",
                        "/services/0/plugins/1: plugin rate-limiting: left out: Gatehouse has no counterpart.",
                        "/services/0/routes/0/hosts: route orders-route: left out: hosts: Services differ in paths and"
                                + " methods only.",
                        "/services/0/routes/0/methods/2: service orders-route: left out: The gateway has no method"
                                + " CONNECT.",
                        "/services/0/routes/0: route orders-route: changed: The path in Gatehouse is"
                                + " `/integration/restv2/development/kong/orders-route`.",
                        "/services/0/plugins/0/config/scopes/1: scope two words: changed: The name in Gatehouse is"
                                + " `two-words`.",
                        "/services/0/routes/1/paths/1: route kept: left out: ~/re/.*: Patterns have no regular"
                                + " expressions.",
                        "/services/0/routes/1: route kept: changed: The path in Gatehouse is"
                                + " `/integration/restv2/development/kong/kept`.",
                        "/services/1/routes/0: route open: changed: The path in Gatehouse is"
                                + " `/integration/restv2/development/kong/open`.",
                        "/services/1/routes/0: route open: to do: No scope covers the route, so that the gateway denies"
                                + " its calls. Add a scope.",
                        "/services/2: service unused: left out: The service has no route.",
                        "/consumers/0/acls/0/group: group partners: to do: Add its members, which files do not have.",
                        "/consumers/1/keyauth_credentials: consumer keys: left out: keyauth_credentials: Gatehouse has"
                                + " no counterpart.",
                        "/consumers/1: consumer keys: left out: The consumer has no OAuth credentials.",
                        "/upstreams: configuration upstreams: left out: Gatehouse has no counterpart.");
    }

    @Test
    void configurationOfApisix() {
        var result = ForeignFormat.APISIX.read(
                "apisix.yaml", (GatewayFiles.APISIX + "#END\n").getBytes(StandardCharsets.UTF_8), SecretForm.HASH);

        assertThat(result.yaml("apisix.yaml")).isEqualTo("""
            # Imported from apisix.yaml. Read the report, then plan and apply.
            projects:
              - name: apisix
                environment: development
                projectId: apisix
                services:
                  - kind: REST_RESOURCE
                    name: orders
                    resource: "/orders/**"
                    methods:
                      - GET
                    upstreamUrl: http://orders.example:8080
                  - kind: REST_RESOURCE
                    name: "2"
                    resource: /stock
                    upstreamUrl: https://stock.example
                  - kind: REST_RESOURCE
                    name: "2"
                    resource: "/stock/**"
                    upstreamUrl: https://stock.example
            scopes:
              - name: orders
                serviceUrls:
                  - url: "/integration/restv2/development/apisix/orders/orders/**"
              - name: "2"
                serviceUrls:
                  - url: /integration/restv2/development/apisix/2/stock
                  - url: "/integration/restv2/development/apisix/2/stock/**"
            clients:
              - clientId: partner
                name: partner
                version: "1"
                type: CONFIDENTIAL
                grantTypes:
                  - client_credentials
                clientSecret:
                  hash: %s
            """.formatted(NO_SECRET));
        assertThat(result.lines().stream().map(line -> line.replaceFirst("^apisix.yaml:\\d+:\\d+: ", "")))
                .containsExactly(
                        "/routes/0/plugins/jwt-auth: route orders: left out: The plugin jwt-auth: Gatehouse has no"
                                + " counterpart.",
                        "/routes/0/upstream/nodes/orders2.example:8080: upstream : left out: A service has one upstream"
                                + " URL. Use the address of a load balancer.",
                        "/routes/0: route orders: changed: The path in Gatehouse begins with"
                                + " `/integration/restv2/development/apisix/orders`.",
                        "/routes/1/host: route 2: left out: host: Services differ in paths and methods only.",
                        "/routes/1: route 2: changed: The path in Gatehouse begins with"
                                + " `/integration/restv2/development/apisix/2`.",
                        "/routes/2: route 3: left out: The route has no upstream with a node.",
                        "/consumers/0/plugins/key-auth: consumer partner: left out: The credentials of the plugin"
                                + " key-auth: A client authenticates with its secret.",
                        "/consumers/0/username: client partner: to do: The source does not have the client's secret."
                                + " Replace the digest in the file, which is that of no secret, by the digest of a new"
                                + " one.",
                        "/ssls: configuration ssls: left out: Gatehouse has no counterpart.");
    }

    // Errors

    record Broken(ForeignFormat format, String text, String message) {}

    static Stream<Broken> broken() {
        return Stream.of(
                new Broken(ForeignFormat.KEYCLOAK, "", "f:1:1: The text is empty."),
                new Broken(ForeignFormat.KEYCLOAK, "[]", "f:1:1: Enter an object"),
                new Broken(ForeignFormat.KEYCLOAK, "{\"a\": [}", "f:1:8: The text can't be read"),
                new Broken(
                        ForeignFormat.KEYCLOAK,
                        "{}",
                        "f:1:1: This is not a realm export of Keycloak: `realm` and `clients` are missing."),
                new Broken(
                        ForeignFormat.KEYCLOAK,
                        "{\"realm\": \"r\",\n \"clients\": {}}",
                        "f:2:13: /clients: Expected a list."),
                new Broken(
                        ForeignFormat.KEYCLOAK,
                        "{\"realm\": \"r\",\n \"clients\": [{\"clientId\": \"a\", \"publicClient\": \"maybe\"}]}",
                        "f:2:48: /clients/0/publicClient: Expected true or false."),
                new Broken(
                        ForeignFormat.KEYCLOAK,
                        "{\"realm\": \"r\", \"clients\": [{\"name\": \"a\"}]}",
                        "f:1:28: /clients/0: `clientId` is missing."),
                new Broken(ForeignFormat.KEYCLOAK, "[".repeat(100), "levels deep"),
                new Broken(
                        ForeignFormat.KEYCLOAK,
                        "{\"realm\":\"r\",\"clients\":[" + "{\"clientId\":\"a\"},".repeat(1)
                                + "{\"clientId\":\"b\",\"serviceAccountsEnabled\":true},".repeat(10_001) + "null]}",
                        "The file has more than 10000 objects."),
                new Broken(ForeignFormat.KONG, "services: []", "f:1:1: This is not a configuration of Kong"),
                new Broken(
                        ForeignFormat.KONG,
                        "_format_version: 3\nservices: [{name: a, routes: {}}]",
                        "f:2:30: /services/0/routes: Expected a list."),
                new Broken(
                        ForeignFormat.KONG,
                        "_format_version: 3\nroutes: &r [" + "{},".repeat(400) + "]\nservices: ["
                                + "{name: a, routes: *r},".repeat(400) + "]",
                        "The report has more than 100000 findings."),
                new Broken(ForeignFormat.APISIX, "upstreams: []", "f:1:1: This is not a configuration of APISIX"),
                new Broken(ForeignFormat.CSV, " \n", "f:2:1: The file is empty."),
                new Broken(ForeignFormat.CSV, "Kind,Colour\n", "f:1:6: There is no column `Colour` in this format."),
                new Broken(ForeignFormat.CSV, "Kind,Kind\n", "f:1:6: The column `Kind` appears twice."),
                new Broken(ForeignFormat.CSV, "Name\n", "The columns `Kind` and `Name` are required."),
                new Broken(
                        ForeignFormat.CSV,
                        "Kind,Name\nuser,a\n",
                        "f:2:1: Kind: Kind must be client, scope or service."),
                new Broken(ForeignFormat.CSV, "Kind,Name\nscope\n", "f:2:1: Name: A value is required."),
                new Broken(ForeignFormat.CSV, "Kind,Name\nscope,a,b\n", "f:2:9: The row has more cells"),
                new Broken(ForeignFormat.CSV, "Kind,Name\nscope,\"a\n", "f:2:7: The quotation mark at the end"),
                new Broken(ForeignFormat.CSV, "Kind,Name\nscope,a\"b\n", "f:2:8: A cell with a quotation mark"),
                new Broken(ForeignFormat.CSV, "Kind,Name\nscope,\"a\"b\n", "f:2:10: After the quotation mark"),
                new Broken(
                        ForeignFormat.CSV,
                        "Kind,Name,Type\nclient,a,Secret\n",
                        "f:2:10: Type: Expected Confidential or Public."),
                new Broken(
                        ForeignFormat.CSV,
                        "Kind,Name,Allowed Grants\nclient,a,Device\n",
                        "f:2:10: Allowed Grants: Expected Authorization Code,"),
                new Broken(
                        ForeignFormat.CSV,
                        "Kind,Name,Expiration Interval\nclient,a,soon\n",
                        "f:2:10: Expiration Interval: Expected Use global setting, Never expires or seconds."),
                new Broken(
                        ForeignFormat.CSV,
                        "Kind,Name\n" + "scope,a\n".repeat(10_001),
                        "f:10002:1: The file has more than 10000 rows."));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void brokenFilesAreErrorsWithTheirPlace(Broken broken) {
        assertThatThrownBy(() ->
                        broken.format().read("f", broken.text().getBytes(StandardCharsets.UTF_8), SecretForm.HASH))
                .isInstanceOf(ImportFault.class)
                .hasMessageContaining(broken.message());
    }
}
