package dev.gatehouse.partner;

import java.util.List;

/** What the requests of a collection do before and after they are sent, in the JavaScript of Postman's sandbox. */
final class PostmanScripts {
    /** The sandbox has no URL encoding of its own for variables, and a scope's name may hold & and +. */
    private static final String ENCODED = """
            const random = () => require("crypto-js").lib.WordArray.random(32);
            const base64url = (words) => words.toString(require("crypto-js").enc.Base64)
              .replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");
            pm.environment.set("state", base64url(random()));
            pm.variables.set("encodedScope", encodeURIComponent(pm.variables.get("scope")));
            pm.variables.set("encodedCallbackUrl", encodeURIComponent(pm.variables.get("callbackUrl")));
            """;

    static final List<String> ASK_FOR_A_TOKEN = lines(ENCODED);

    static final List<String> ASK_FOR_A_CODE = lines(ENCODED + """
                    const verifier = base64url(random());
                    pm.environment.set("codeVerifier", verifier);
                    pm.environment.set("codeChallenge", base64url(require("crypto-js").SHA256(verifier)));
                    pm.variables.set("codeChallenge", pm.environment.get("codeChallenge"));
                    """);

    static final List<String> OPEN_IN_A_BROWSER = lines("""
            pm.test("The request is accepted", () => pm.expect(pm.response.code).to.be.oneOf([302, 303]));
            const address = pm.request.url.toString();
            console.log("Open in a browser: " + address);
            pm.visualizer.set("<p><a href=\\"{{address}}\\">Open in a browser</a></p><p>{{address}}</p>", { address });
            """);

    static final List<String> KEEP_THE_TOKENS = lines("""
            pm.test("A token is issued", () => pm.response.to.have.status(200));
            if (pm.response.code === 200) {
              const answer = pm.response.json();
              pm.environment.set("accessToken", answer.access_token);
              pm.environment.set("refreshToken", answer.refresh_token || "");
            }
            """);

    static final List<String> TELL_WHETHER_ACTIVE = lines("""
            pm.test("The token is active", () => {
              pm.response.to.have.status(200);
              pm.expect(pm.response.json().active).to.equal(true);
            });
            """);

    static final List<String> TELL_WHETHER_REVOKED = lines("""
            pm.test("The token is revoked", () => pm.response.to.have.status(200));
            """);

    /** Before each request that changes data: none is sent by running the collection, or without its ids. */
    static final List<String> SKIP_UNLESS_MEANT = lines("""
            const missing = pm.request.url.variables.all()
              .filter((variable) => !variable.value)
              .map((variable) => variable.key);
            if (pm.environment.get("changeData") !== "yes") {
              console.log("Not sent: set the variable changeData of the environment to yes");
              pm.execution.skipRequest();
            } else if (missing.length > 0) {
              console.log("Not sent: fill in the path variables " + missing.join(", "));
              pm.execution.skipRequest();
            }
            """);

    private PostmanScripts() {}

    private static List<String> lines(String script) {
        return script.lines().toList();
    }
}
