package dev.gatehouse.partner;

import static dev.gatehouse.partner.Literals.javaScript;

/** The same with Node.js alone. */
final class JavaScriptProgram {
    private static final String HEAD = """
            // Gets an access token and calls a service with it. Needs Node.js 20 or newer, and nothing else: node snippet.mjs
            """;
    private static final String SEND = """

            async function send(url, options) {
              const answer = await fetch(url, options);
              const text = await answer.text();
              if (!answer.ok) {
                throw new Error(`${url} answered ${answer.status}: ${text}`);
              }
              return text;
            }

            function variable(name) {
              const value = process.env[name];
              if (!value) {
                throw new Error(`Put a value into the environment variable ${name}`);
              }
              return value;
            }

            """;
    private static final String REQUEST_OF_CODE = """
            const verifier = randomBytes(32).toString("base64url");
            const challenge = createHash("sha256").update(verifier).digest("base64url");
            const state = randomBytes(32).toString("base64url");
            """;
    private static final String LISTEN = """
            let receive;
            const answered = new Promise((resolve) => (receive = resolve));
            const server = createServer((request, response) => {
              const answer = new URL(request.url, "http://localhost").searchParams;
              const known = answer.get("state") === state;
              response.writeHead(known ? 200 : 404, { Connection: "close" });
              response.end(known ? "You can close this page." : "");
              if (known) {
                receive(answer);
              }
            });
            await new Promise((resolve) => server.listen(PORT, HOST.replace(/[[\\]]/g, ""), resolve));
            const redirectUri = PORT ? REDIRECT_URI : `http://${HOST}:${server.address().port}${PATH}`;
            """;
    private static final String PRINT = """
            console.log("Open this address in a browser, sign in and grant access:");
            console.log(AUTHORIZE_URL + "?" + new URLSearchParams({
              response_type: "code",
              client_id: CLIENT_ID,
              redirect_uri: redirectUri,
              scope: SCOPE,
              state,
              code_challenge: challenge,
              code_challenge_method: "S256",
            }));
            """;
    private static final String WAIT = """
            const received = await answered;
            server.close();
            """;
    private static final String PASTE = """
            const terminal = createInterface({ input: process.stdin, output: process.stdout });
            const received = new URL(await terminal.question("Then paste the address where the browser ends:\\n")).searchParams;
            terminal.close();
            if (received.get("state") !== state) {
              throw new Error("That is not the answer to this request.");
            }
            """;
    private static final String REFUSED = """
            if (!received.has("code")) {
              throw new Error(`Access was not granted: ${received.get("error")}`);
            }

            """;

    private JavaScriptProgram() {}

    static String of(ProgramFacts facts) {
        var code = new StringBuilder(HEAD);
        var loopback = facts.loopback();
        var asksAPerson = !facts.redirectUri().isEmpty();
        if (asksAPerson) {
            code.append("import { createHash, randomBytes } from \"node:crypto\";\n")
                    .append(
                            loopback == null
                                    ? "import { createInterface } from \"node:readline/promises\";\n"
                                    : "import { createServer } from \"node:http\";\n");
        }
        code.append('\n');
        constant(code, "TOKEN_URL", javaScript(facts.tokenEndpoint()));
        constant(code, "CLIENT_ID", javaScript(facts.clientId()));
        constant(code, "SCOPE", javaScript(facts.scope()));
        if (asksAPerson) {
            constant(code, "AUTHORIZE_URL", javaScript(facts.authorizationEndpoint()));
            constant(code, "REDIRECT_URI", javaScript(facts.redirectUri()));
        }
        if (loopback != null) {
            constant(code, "HOST", javaScript(loopback.host()));
            constant(code, "PORT", Integer.toString(loopback.port()));
            constant(code, "PATH", javaScript(loopback.path()));
        }
        var call = facts.call();
        if (call != null) {
            constant(code, "SERVICE_URL", javaScript(call.url()));
        }
        code.append(SEND);
        if (asksAPerson) {
            code.append(REQUEST_OF_CODE)
                    .append(loopback == null ? "const redirectUri = REDIRECT_URI;\n" : LISTEN)
                    .append(PRINT)
                    .append(loopback == null ? PASTE : WAIT)
                    .append(REFUSED);
        }
        code.append("const fields = {\n  client_id: CLIENT_ID,\n");
        if (facts.confidential()) {
            code.append("  client_secret: variable(\"CLIENT_SECRET\"),\n");
        }
        code.append(
                switch (facts.grant()) {
                    case AUTHORIZATION_CODE -> """
                          grant_type: "authorization_code",
                          code: received.get("code"),
                          redirect_uri: redirectUri,
                          code_verifier: verifier,
                        };
                        """;
                    case PASSWORD -> """
                          grant_type: "password",
                          username: variable("GATEHOUSE_USERNAME"),
                          password: variable("GATEHOUSE_PASSWORD"),
                          scope: SCOPE,
                        };
                        """;
                    default -> """
                          grant_type: "client_credentials",
                          scope: SCOPE,
                        };
                        """;
                });
        code.append("""
                const answer = await send(TOKEN_URL, { method: "POST", body: new URLSearchParams(fields) });
                const token = JSON.parse(answer).access_token;

                """);
        if (call == null) {
            return code.append("console.log(`Got a token of ${token.length} characters.`);\n")
                    .toString();
        }
        return code.append("const headers = { Authorization: `Bearer ${token}`")
                .append(call.hasBody() ? ", \"Content-Type\": \"application/json\" };\n" : " };\n")
                .append("console.log(await send(SERVICE_URL, { method: ")
                .append(javaScript(call.method()))
                .append(call.hasBody() ? ", headers, body: \"{}\" }));\n" : ", headers }));\n")
                .toString();
    }

    private static void constant(StringBuilder code, String name, String literal) {
        code.append("const ").append(name).append(" = ").append(literal).append(";\n");
    }
}
