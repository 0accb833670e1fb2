// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.deployment.AuthorizationCodeFlow;
import dev.gatehouse.cli.deployment.HttpCalls;
import dev.gatehouse.cli.deployment.Profile;
import dev.gatehouse.cli.deployment.Profiles;
import dev.gatehouse.cli.deployment.ServerMetadata;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse logout}: revokes the token of the profile and deletes it. */
@Command(
        name = "logout",
        description = {
            "Revoke your token and delete it from this computer.",
            "",
            "The profile keeps the address of the deployment, so that gatehouse login needs no URL. The token is"
                    + " deleted even if the deployment cannot be reached to revoke it."
        })
final class LogoutCommand implements Callable<Integer> {
    @Mixin
    Deployment deployment = new Deployment();

    @Option(names = "--forget", description = "Delete the whole profile.")
    boolean forget;

    @Override
    public Integer call() {
        var profiles = Profiles.ofUser();
        var name = deployment.profileName();
        var profile = profiles.find(name).orElseThrow(() -> Failure.notSignedIn("There is no profile " + name + "."));
        var signIn = profile.signIn();
        if (forget) {
            profiles.delete(name);
        } else {
            profiles.save(name, profile.signedOut());
        }
        if (signIn == null) {
            Terminal.print("You were not signed in to " + profile.url() + ".");
            return ExitCode.OK;
        }
        revoke(profile, signIn);
        Terminal.print("Signed out of " + profile.url() + ".");
        return ExitCode.OK;
    }

    private static void revoke(Profile profile, Profile.SignIn signIn) {
        try {
            var http = HttpCalls.trusting(profile.caFile());
            AuthorizationCodeFlow.revoke(http, ServerMetadata.read(http, profile.url()), signIn.token());
        } catch (Failure failure) {
            throw new Failure(
                    failure.exitCode(),
                    Stream.concat(
                                    failure.lines().stream(),
                                    Stream.of("The token is deleted here, but not revoked. It expires within an hour."))
                            .toList());
        }
    }
}
