// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.Jsoup;

/** The browser of a user of the command line client: opens the authorization URL and follows the redirect to the client. */
public record AdminBrowser(Gate gate) {

    /** Signs the administrator in and grants all offered scopes. Returns the redirect to the client, not yet followed. */
    public URI grant(URI authorizationUrl) {
        return grant(authorizationUrl, "admin", "admin-demo");
    }

    /** Signs a user in and grants all offered scopes. Returns the redirect to the client, not yet followed. */
    public URI grant(URI authorizationUrl, String username, String password) {
        var visitor = gate.browser();
        var permissions = visitor.signIn(visitor.follow(open(visitor, authorizationUrl)), username, password);
        if (permissions.status() / 100 == 3) {
            return permissions.location();
        }
        return visitor.grant(permissions, offered(permissions)).location();
    }

    /** Signs the administrator in and denies access. Returns the redirect to the client, not yet followed. */
    public URI deny(URI authorizationUrl) {
        var visitor = gate.browser();
        var permissions = visitor.signIn(visitor.follow(open(visitor, authorizationUrl)), "admin", "admin-demo");
        return visitor.deny(permissions).location();
    }

    /** Follows a redirect to the client. Returns the status and the text of the page. */
    public static String visit(URI redirect) throws IOException {
        var connection = (HttpURLConnection) redirect.toURL().openConnection();
        try (var body =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            var page = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return connection.getResponseCode() + " " + Jsoup.parse(page).body().text();
        }
    }

    private static Answer open(Browser visitor, URI authorizationUrl) {
        return visitor.get(authorizationUrl.getRawPath() + "?" + authorizationUrl.getRawQuery());
    }

    private static List<String> offered(Answer permissionsPage) {
        return Jsoup.parse(permissionsPage.body()).select("input[name=scope]").eachAttr("value");
    }
}
