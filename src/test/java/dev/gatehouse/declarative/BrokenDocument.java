// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import java.util.List;
import java.util.stream.Stream;

/**
 * A document with one error. A comment {@code # here} marks the line of the error.
 *
 * @param status the status of the answer: 409 for a conflict with stored data
 * @param pointer the JSON pointer of the field; empty: the text cannot be read
 * @param message a part of the message
 */
record BrokenDocument(String name, int status, String text, int line, String pointer, String message) {
    private static final String LONG = "x".repeat(101);

    private static BrokenDocument of(String name, String text, String pointer, String message) {
        return new BrokenDocument(name, 400, text, marked(text), pointer, message);
    }

    private static BrokenDocument malformed(String name, String text, int line, String message) {
        return new BrokenDocument(name, 400, text, line, "", message);
    }

    private static int marked(String text) {
        var before = text.substring(0, text.indexOf("# here"));
        return (int) before.lines().count();
    }

    private static BrokenDocument client(String name, String fields, String pointer, String message) {
        var text = """
                clients:
                  - clientId: broken
                    name: Broken
                    version: "1"
                    redirectUris: [https://app.example/callback]
                """ + fields.indent(4);
        return of(name, text, "/clients/0" + pointer, message);
    }

    private static BrokenDocument service(String name, String fields, String pointer, String message) {
        var text = """
                services:
                  - project: Demo
                    name: BrokenAPI
                """ + fields.indent(4);
        return of(name, text, "/services/0" + pointer, message);
    }

    private static BrokenDocument scope(String name, String fields, String pointer, String message) {
        return of(name, "scopes:\n" + fields.indent(2), "/scopes/0" + pointer, message);
    }

    static Stream<BrokenDocument> all() {
        return Stream.of(texts(), roots(), clients(), scopesAndGroups(), services(), others())
                .flatMap(List::stream);
    }

    private static List<BrokenDocument> texts() {
        return List.of(
                malformed("empty text", "\n\n", 1, "The text is empty."),
                malformed("open bracket", "groups: [\n", 2, "The text can't be read"),
                malformed("tab", "groups:\n\t- name: a\n", 2, "The text can't be read"),
                malformed("list", "- name: a\n", 1, "Enter an object"),
                malformed("duplicate key", "prune: false\ngroups: []\nprune: true\n", 3, "`prune` appears twice"),
                malformed("second document", "prune: false\n---\nprune: true\n", 2, "only one document"),
                malformed("unknown alias", "prune: false\ngroups: *absent\n", 2, "No anchor `absent`"),
                malformed("nesting", "groups:\n  - " + "[".repeat(60) + "]".repeat(60) + "\n", 2, "levels deep"),
                malformed("merged text", "groups:\n  - name: a\n    <<: text\n", 3, "Only objects can be merged"));
    }

    private static List<BrokenDocument> roots() {
        return List.of(
                of("misspelt section", "prune: false\nclinets: [] # here\n", "/clinets", "Did you mean `clients`?"),
                of("unknown section", "somethingElse: 1 # here\n", "/somethingElse", "Known fields: $schema, tenant"),
                of("other tenant", "tenant: acme # here\n", "/tenant", "The only tenant is `default`."),
                of("prune as text", "prune: maybe # here\n", "/prune", "must be true or false"),
                of("section as object", "clients: {a: 1} # here\n", "/clients", "Enter a list."),
                of("entry as text", "clients:\n  - text # here\n", "/clients/0", "Enter an object"),
                of(
                        "client without ID",
                        "clients:\n  - name: a # here\n    version: \"1\"\n",
                        "/clients/0/clientId",
                        "required"),
                of("client twice", """
                        clients:
                          - {clientId: twice, name: A, version: "1"}
                          - {clientId: twice, name: B, version: "1"} # here
                        """, "/clients/1", "described already, at "));
    }

    private static List<BrokenDocument> clients() {
        return List.of(
                client("misspelt field", "redirectUri: x # here", "/redirectUri", "Did you mean `redirectUris`?"),
                client(
                        "misspelt nested field",
                        "rateLimit:\n  requests: 1\n  perSeconds: 1\n  burts: 1 # here",
                        "/rateLimit/burts",
                        "Did you mean `burst`?"),
                client(
                        "unknown grant",
                        "type: PUBLIC\ngrantTypes: [magic] # here",
                        "/grantTypes",
                        "Only these values are allowed"),
                client("unknown type", "type: SECRET # here", "/type", "CONFIDENTIAL, PUBLIC"),
                client("text as number", "expirationSeconds: soon # here", "/expirationSeconds", "whole number"),
                client("fraction as number", "refreshCount: 1.5 # here", "/refreshCount", "whole number"),
                client("text as boolean", "active: yes # here", "/active", "true or false"),
                client(
                        "negative days",
                        "type: PUBLIC\nrefreshInactivityDays: -1 # here",
                        "/refreshInactivityDays",
                        "between 0"),
                client("literal secret", "clientSecret: hunter2 # here", "/clientSecret", "must not be in the file"),
                client(
                        "secret with two sources",
                        "clientSecret: {env: A, file: b} # here",
                        "/clientSecret",
                        "exactly one"),
                client(
                        "secret of an unknown source",
                        "clientSecret: {vault: x} # here",
                        "/clientSecret/vault",
                        "Known fields"),
                client(
                        "missing variable",
                        "clientSecret: {env: GATEHOUSE_SECRET_MISSING} # here",
                        "/clientSecret/env",
                        "is not set"),
                client("malformed digest", "clientSecret: {hash: abc} # here", "/clientSecret/hash", "sha256:"),
                client("unknown scope", "type: PUBLIC\nscopes: [nowhere] # here", "/scopes", "nowhere"),
                of("confidential client without secret", """
                        clients:
                          - clientId: broken # here
                            name: Broken
                            version: "1"
                            grantTypes: [client_credentials]
                        """, "/clients/0/clientSecret", "required"),
                of("redirect URI without TLS", """
                        clients:
                          - clientId: broken
                            name: Broken
                            version: "1"
                            type: PUBLIC
                            redirectUris:
                              - https://app.example/callback
                              - http://app.example/callback # here
                        """, "/clients/0/redirectUris/1", "https"),
                of("malformed client ID", """
                        clients:
                          - name: Broken
                            version: "1"
                            type: PUBLIC
                            redirectUris: [https://app.example/callback]
                            clientId: a b # here
                        """, "/clients/0/clientId", "A client ID has"),
                of("forbidden name", """
                        clients:
                          - clientId: broken
                            version: "1"
                            type: PUBLIC
                            redirectUris: [https://app.example/callback]
                            name: a&b # here
                        """, "/clients/0/name", "&"),
                new BrokenDocument("taken name", 409, """
                        clients:
                          - clientId: broken
                            name: PartnerBackend
                            version: "1.0"
                            type: PUBLIC
                            redirectUris: [https://app.example/callback]
                        """, 3, "/clients/0/name", "PartnerBackend"));
    }

    private static List<BrokenDocument> scopesAndGroups() {
        var url = "serviceUrls: [{url: /integration/rest/broken}]";
        return List.of(
                scope(
                        "scope without URLs",
                        "- name: broken\n  serviceUrls: [] # here",
                        "/serviceUrls",
                        "At least one entry"),
                scope(
                        "URL elsewhere",
                        "- name: broken\n  serviceUrls:\n    - url: /elsewhere # here",
                        "/serviceUrls/0/url",
                        "/integration"),
                scope(
                        "unknown method",
                        "- name: broken\n  serviceUrls:\n    - url: /integration/rest/broken\n      methods: [FETCH] # here",
                        "/serviceUrls/0/methods",
                        "GET, HEAD"),
                scope("comma in a name", "- name: a,b # here\n  " + url, "/name", ""),
                scope("reserved name", "- name: gatehouse.broken # here\n  " + url, "/name", "gatehouse."),
                scope(
                        "unknown group",
                        "- name: broken\n  " + url + "\n  groups:\n    - nowhere # here",
                        "/groups/0",
                        "`nowhere` does not exist"),
                scope(
                        "list as text",
                        "- name: broken\n  " + url + "\n  description: [a] # here",
                        "/description",
                        "Enter a text."),
                of("group without name", "groups:\n  - description: a # here\n", "/groups/0/name", "required"),
                of("long name", "groups:\n  - name: " + LONG + " # here\n", "/groups/0/name", "At most 100"));
    }

    private static List<BrokenDocument> services() {
        var rest = "kind: REST_RESOURCE\nupstreamUrl: https://up.example\n";
        return List.of(
                of("unknown project", """
                        services:
                          - kind: FLOW_SERVICE
                            name: broken
                            upstreamUrl: https://up.example
                            project: Nowhere # here
                        """, "/services/0/project", "`Nowhere` does not exist"),
                of("service without kind", """
                        services:
                          - project: Demo # here
                            name: broken
                            upstreamUrl: https://up.example
                        """, "/services/0/kind", "required"),
                service("unknown kind", "upstreamUrl: https://up.example\nkind: SOAP # here", "/kind", "FLOW_SERVICE"),
                service(
                        "upstream without HTTP",
                        "kind: FLOW_SERVICE\nupstreamUrl: ftp://up.example # here",
                        "/upstreamUrl",
                        ""),
                service("resource without slash", rest + "resource: orders # here", "/resource", ""),
                service("timeout of nothing", rest + "timeoutMs: 0 # here", "/timeoutMs", "between 1"),
                service("origins missing", rest + "cors: {mode: ALLOW} # here", "/cors/origins", ""),
                service("text as list", rest + "methods: GET # here", "/methods", "Enter a list."),
                of("project within a project", """
                        projects:
                          - name: Demo
                            services:
                              - kind: FLOW_SERVICE
                                name: broken
                                upstreamUrl: https://up.example
                                project: Demo # here
                        """, "/projects/0/services/0/project", "does not exist here"),
                of("import without file", """
                        projects:
                          - name: Demo
                            services:
                              - openapi: absent/orders.yaml # here
                        """, "/projects/0/services/0/openapi", "file"),
                of(
                        "field of another kind",
                        """
                        services:
                          - project: Demo
                            timeoutMs: 5 # here
                            openapi: absent/orders.yaml
                        """,
                        "/services/0/timeoutMs",
                        "Known fields: project, openapi, name, upstream"),
                of(
                        "malformed environment",
                        "projects:\n  - name: Broken\n    environment: a b # here\n",
                        "/projects/0/environment",
                        ""),
                of(
                        "malformed project ID",
                        "projects:\n  - name: Broken\n    projectId: a/b # here\n",
                        "/projects/0/projectId",
                        "63 letters"),
                of(
                        "taken project ID",
                        "projects:\n  - name: Broken\n    projectId: fldemo # here\n",
                        "/projects/0/projectId",
                        "Another project"),
                of(
                        "changed project ID",
                        "projects:\n  - name: Demo\n    projectId: other # here\n",
                        "/projects/0/projectId",
                        "can't be changed"));
    }

    private static List<BrokenDocument> others() {
        return List.of(
                of("upstream without HTTP", "upstreams:\n  - url: mailto:a@b.example # here\n", "/upstreams/0/url", ""),
                of("upstream without secret", """
                        upstreams:
                          - url: https://broken.example # here
                            authentication: HEADER
                            headerName: X-Key
                        """, "/upstreams/0/headerValue", "required"),
                of("literal header", """
                        upstreams:
                          - url: https://broken.example
                            authentication: HEADER
                            headerName: X-Key
                            headerValue: hunter2 # here
                        """, "/upstreams/0/headerValue", "must not be in the file"),
                of(
                        "no calls at once",
                        "upstreams:\n  - url: https://broken.example\n    maxConcurrent: 0 # here\n",
                        "/upstreams/0/maxConcurrent",
                        "between 1"),
                of(
                        "issuer without validation",
                        "issuers:\n  - issuer: https://broken.example # here\n    name: Broken\n",
                        "/issuers/0/validation",
                        "required"),
                of("issuer without TLS", """
                        issuers:
                          - name: Broken
                            validation: JWT
                            audience: me
                            issuer: http://broken.example # here
                        """, "/issuers/0/issuer", ""),
                of("issuer with an unknown scope", """
                        issuers:
                          - name: Broken
                            validation: JWT
                            audience: me
                            issuer: https://broken.example
                            scopes: [{external: a, scope: nowhere}] # here
                        """, "/issuers/0/scopes", "nowhere"),
                of(
                        "lifetime of nothing",
                        "settings:\n  authorizationCodeLifetime: 0 # here\n",
                        "/settings/authorizationCodeLifetime",
                        "between 1"),
                of(
                        "unknown format",
                        "settings:\n  accessTokenFormat: XML # here\n",
                        "/settings/accessTokenFormat",
                        "JWT, OPAQUE"),
                of(
                        "misspelt setting",
                        "settings:\n  requirePkcee: true # here\n",
                        "/settings/requirePkcee",
                        "Did you mean `requirePkce`?"));
    }

    @Override
    public String toString() {
        return name;
    }
}
