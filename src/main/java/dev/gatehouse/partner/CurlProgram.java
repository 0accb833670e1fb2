package dev.gatehouse.partner;

import static dev.gatehouse.partner.Literals.shell;

/** The same with bash, curl and sed. Secrets stay off the command line, which other users of the machine can see. */
final class CurlProgram {
    private static final String HEAD = """
            #!/usr/bin/env bash
            # Gets an access token and calls a service with it. Needs bash, curl, sed and, for a code, openssl.
            set -euo pipefail

            """;
    private static final String SECRET = """
            : "${CLIENT_SECRET:?Put the secret of the client into this environment variable}"
            """;
    private static final String PASSWORD = """
            : "${GATEHOUSE_USERNAME:?Put the name of the person into this environment variable}"
            : "${GATEHOUSE_PASSWORD:?Put the password of the person into this environment variable}"
            """;
    private static final String CODE = """

            random() { openssl rand -base64 48 | tr '+/' '-_' | tr -d '=\\n'; }
            encoded() { # every byte but letters and digits
              local LC_ALL=C text=$1 i
              for ((i = 0; i < ${#text}; i++)); do
                case ${text:i:1} in [A-Za-z0-9]) printf %s "${text:i:1}" ;; *) printf '%%%02X' "'${text:i:1}" ;; esac
              done
            }
            verifier=$(random)
            challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | openssl base64 | tr '+/' '-_' | tr -d '=\\n')
            state=$(random)

            echo "Open this address in a browser, sign in and grant access:"
            echo "$authorize_url?response_type=code&client_id=$(encoded "$client_id")&redirect_uri=$(encoded "$redirect_uri")\
            &scope=$(encoded "$scope")&state=$state&code_challenge=$challenge&code_challenge_method=S256"
            echo "Then paste the address where the browser ends:"
            read -r address
            code=$(sed -n 's/.*[?&]code=\\([^&#]*\\).*/\\1/p' <<<"$address")
            [ "$(sed -n 's/.*[?&]state=\\([^&#]*\\).*/\\1/p' <<<"$address")" = "$state" ] || {
              echo "That is not the answer to this request." >&2
              exit 1
            }
            """;
    private static final String ASK = """

            answer=$(curl -sS --fail-with-body "$token_url" \\
            """;
    private static final String TOKEN = """
              --data-urlencode client_id="$client_id")
            token=$(sed -n 's/.*"access_token":"\\([^"]*\\)".*/\\1/p' <<<"$answer")
            """;
    private static final String CALL = """

            curl -sS --fail-with-body --request "$method" "$service_url" \\
              --config <(printf 'header = "Authorization: Bearer %s"\\n' "$token")""";

    private CurlProgram() {}

    static String of(ProgramFacts facts) {
        var code = new StringBuilder(HEAD);
        variable(code, "token_url", facts.tokenEndpoint());
        variable(code, "client_id", facts.clientId());
        variable(code, "scope", facts.scope());
        if (!facts.redirectUri().isEmpty()) {
            variable(code, "authorize_url", facts.authorizationEndpoint());
            variable(code, "redirect_uri", facts.redirectUri());
        }
        var call = facts.call();
        if (call != null) {
            variable(code, "method", call.method());
            variable(code, "service_url", call.url());
        }
        if (facts.confidential()) {
            code.append(SECRET);
        }
        code.append(
                switch (facts.grant()) {
                    case AUTHORIZATION_CODE -> CODE;
                    case PASSWORD -> PASSWORD;
                    default -> "";
                });
        code.append(ASK);
        code.append(
                switch (facts.grant()) {
                    case AUTHORIZATION_CODE -> """
                          --data-urlencode grant_type=authorization_code \\
                          --data "code=$code" \\
                          --data-urlencode redirect_uri="$redirect_uri" \\
                          --data-urlencode code_verifier@<(printf %s "$verifier") \\
                        """;
                    case PASSWORD -> """
                          --data-urlencode grant_type=password \\
                          --data-urlencode username="$GATEHOUSE_USERNAME" \\
                          --data-urlencode password@<(printf %s "$GATEHOUSE_PASSWORD") \\
                          --data-urlencode scope="$scope" \\
                        """;
                    default -> """
                          --data-urlencode grant_type=client_credentials \\
                          --data-urlencode scope="$scope" \\
                        """;
                });
        if (facts.confidential()) {
            code.append("  --data-urlencode client_secret@<(printf %s \"$CLIENT_SECRET\") \\\n");
        }
        code.append(TOKEN);
        if (call == null) {
            return code.append("echo \"Got a token of ${#token} characters.\"\n")
                    .toString();
        }
        code.append(CALL);
        if (call.hasBody()) {
            code.append(" \\\n  --header 'Content-Type: application/json' --data '{}'");
        }
        return code.append('\n').toString();
    }

    private static void variable(StringBuilder code, String name, String value) {
        code.append(name).append('=').append(shell(value)).append('\n');
    }
}
