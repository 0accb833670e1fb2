// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.deployment.AdminApi;
import dev.gatehouse.cli.deployment.DeploymentUrl;
import dev.gatehouse.cli.deployment.HttpCalls;
import dev.gatehouse.cli.deployment.Profiles;
import dev.gatehouse.cli.terminal.Environment;
import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.platform.SystemTime;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The deployment that a command calls. {@code --profile} comes first, then the environment, then the default profile.
 * The token of a profile is only ever sent to the address that it was issued at.
 */
final class Deployment {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The profile with the deployment and your sign-in. Default: default,"
                    + " or GATEHOUSE_URL and GATEHOUSE_TOKEN.")
    @Nullable String profile;

    /** Returns the name of the profile that the command reads or writes. */
    String profileName() {
        return profile == null ? Profiles.DEFAULT : profile;
    }

    /**
     * Returns the admin API with the user's token.
     *
     * @throws Failure if the user is not signed in
     */
    AdminApi open() {
        if (profile != null) {
            return signedIn(profile);
        }
        var url = Environment.variable(Environment.URL);
        var token = Environment.variable(Environment.TOKEN);
        if (token.isPresent()) {
            var deployment = url.map(DeploymentUrl::parse)
                    .orElseThrow(
                            () -> Failure.usage("Set " + Environment.URL + " too: the address that the token is for."));
            return api(deployment, caFile(), checked(token.get()));
        }
        if (url.isEmpty() || isDefault(DeploymentUrl.parse(url.get()))) {
            return signedIn(Profiles.DEFAULT);
        }
        throw Failure.notSignedIn("You are not signed in to " + url.get() + ": set " + Environment.TOKEN
                + ", or run gatehouse login " + url.get());
    }

    private static boolean isDefault(DeploymentUrl url) {
        return Profiles.ofUser()
                .find(Profiles.DEFAULT)
                .filter(stored -> stored.url().equals(url))
                .isPresent();
    }

    private static AdminApi signedIn(String name) {
        var profile = Profiles.ofUser()
                .find(name)
                .orElseThrow(() -> name.equals(Profiles.DEFAULT)
                        ? Failure.notSignedIn("You are not signed in. Run: gatehouse login URL")
                        : Failure.notSignedIn(
                                "There is no profile " + name + ". Run: gatehouse login URL --profile " + name));
        var signIn = profile.signIn();
        if (signIn == null || signIn.isExpired(new SystemTime().now())) {
            throw Failure.notSignedIn(
                    (signIn == null ? "You are not signed in to " : "Your sign-in has expired at ") + profile.url()
                            + ". Run: gatehouse login"
                            + (name.equals(Profiles.DEFAULT) ? "" : " --profile " + name));
        }
        return api(profile.url(), profile.caFile(), checked(signIn.token()));
    }

    private static AdminApi api(DeploymentUrl url, @Nullable Path caFile, String token) {
        return new AdminApi(HttpCalls.trusting(caFile), url, token);
    }

    static @Nullable Path caFile() {
        return Environment.variable(Environment.CA_FILE).map(Path::of).orElse(null);
    }

    private static String checked(String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw Failure.notSignedIn("The access token contains characters that no token has.");
        }
        return token;
    }
}
