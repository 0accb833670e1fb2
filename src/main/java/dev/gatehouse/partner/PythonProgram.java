package dev.gatehouse.partner;

import static dev.gatehouse.partner.Literals.python;

/** The same with Python's standard library. */
final class PythonProgram {
    private static final String HEAD = """
            # Gets an access token and calls a service with it. Needs Python 3.9 or newer, and nothing else.
            import json
            import os
            import sys
            import urllib.error
            import urllib.parse
            import urllib.request
            """;
    private static final String HEAD_OF_CODE = """
            import base64
            import hashlib
            import secrets
            """;
    private static final String HEAD_OF_LOOPBACK = """
            import http.server
            import socket
            """;
    private static final String SEND = """


            def send(request):
                try:
                    with urllib.request.urlopen(request) as answer:
                        return answer.read().decode()
                except urllib.error.HTTPError as refused:
                    sys.exit(f"{request.full_url} answered {refused.code}: {refused.read().decode()}")


            """;
    private static final String REQUEST_OF_CODE = """
            verifier = secrets.token_urlsafe(32)
            challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
            state = secrets.token_urlsafe(32)
            """;
    private static final String LISTEN = """
            received = {}


            class Callback(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    answer = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
                    known = answer.get("state") == state
                    self.send_response(200 if known else 404)
                    self.end_headers()
                    self.wfile.write(b"You can close this page." if known else b"")
                    if known:
                        received.update(answer)

                def log_message(self, *_):
                    pass


            class Server(http.server.HTTPServer):
                address_family = socket.AF_INET6 if ":" in HOST else socket.AF_INET


            server = Server((HOST, PORT), Callback)
            redirect_uri = REDIRECT_URI if PORT else f"http://{HOST_IN_URL}:{server.server_port}{PATH}"
            """;
    private static final String PRINT = """
            print("Open this address in a browser, sign in and grant access:")
            print(AUTHORIZE_URL + "?" + urllib.parse.urlencode({
                "response_type": "code",
                "client_id": CLIENT_ID,
                "redirect_uri": redirect_uri,
                "scope": SCOPE,
                "state": state,
                "code_challenge": challenge,
                "code_challenge_method": "S256",
            }), flush=True)
            """;
    private static final String WAIT = """
            while not received:
                server.handle_request()
            """;
    private static final String PASTE = """
            print("Then paste the address where the browser ends:", flush=True)
            received = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(input().strip()).query))
            if received.get("state") != state:
                sys.exit("That is not the answer to this request.")
            """;
    private static final String REFUSED = """
            if "code" not in received:
                sys.exit(f"Access was not granted: {received.get('error')}")
            """;

    private PythonProgram() {}

    static String of(ProgramFacts facts) {
        var code = new StringBuilder(HEAD);
        var loopback = facts.loopback();
        var asksAPerson = !facts.redirectUri().isEmpty();
        if (asksAPerson) {
            code.append(HEAD_OF_CODE);
        }
        if (loopback != null) {
            code.append(HEAD_OF_LOOPBACK);
        }
        code.append('\n');
        constant(code, "TOKEN_URL", python(facts.tokenEndpoint()));
        constant(code, "CLIENT_ID", python(facts.clientId()));
        constant(code, "SCOPE", python(facts.scope()));
        if (asksAPerson) {
            constant(code, "AUTHORIZE_URL", python(facts.authorizationEndpoint()));
            constant(code, "REDIRECT_URI", python(facts.redirectUri()));
        }
        if (loopback != null) {
            constant(code, "HOST", python(loopback.host().replaceAll("[\\[\\]]", "")));
            constant(code, "HOST_IN_URL", python(loopback.host()));
            constant(code, "PORT", Integer.toString(loopback.port()));
            constant(code, "PATH", python(loopback.path()));
        }
        var call = facts.call();
        if (call != null) {
            constant(code, "SERVICE_URL", python(call.url()));
        }
        code.append(SEND);
        if (asksAPerson) {
            code.append(REQUEST_OF_CODE)
                    .append(loopback == null ? "redirect_uri = REDIRECT_URI\n" : LISTEN)
                    .append(PRINT)
                    .append(loopback == null ? PASTE : WAIT)
                    .append(REFUSED);
        }
        code.append("fields = {\n    \"client_id\": CLIENT_ID,\n");
        if (facts.confidential()) {
            code.append("    \"client_secret\": os.environ[\"CLIENT_SECRET\"],\n");
        }
        code.append(
                switch (facts.grant()) {
                    case AUTHORIZATION_CODE -> """
                            "grant_type": "authorization_code",
                            "code": received["code"],
                            "redirect_uri": redirect_uri,
                            "code_verifier": verifier,
                        }
                        """;
                    case PASSWORD -> """
                            "grant_type": "password",
                            "username": os.environ["GATEHOUSE_USERNAME"],
                            "password": os.environ["GATEHOUSE_PASSWORD"],
                            "scope": SCOPE,
                        }
                        """;
                    default -> """
                            "grant_type": "client_credentials",
                            "scope": SCOPE,
                        }
                        """;
                });
        code.append("""
                form = urllib.parse.urlencode(fields).encode()
                token = json.loads(send(urllib.request.Request(TOKEN_URL, form)))["access_token"]

                """);
        if (call == null) {
            return code.append("print(f\"Got a token of {len(token)} characters.\")\n")
                    .toString();
        }
        return code.append("headers = {\"Authorization\": \"Bearer \" + token")
                .append(call.hasBody() ? ", \"Content-Type\": \"application/json\"}\n" : "}\n")
                .append("print(send(urllib.request.Request(SERVICE_URL, ")
                .append(call.hasBody() ? "b\"{}\", " : "")
                .append("headers=headers, method=")
                .append(python(call.method()))
                .append(")))\n")
                .toString();
    }

    private static void constant(StringBuilder code, String name, String literal) {
        code.append(name).append(" = ").append(literal).append('\n');
    }
}
