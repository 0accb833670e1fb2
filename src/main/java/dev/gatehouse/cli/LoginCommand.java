// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.deployment.AuthorizationCodeFlow;
import dev.gatehouse.cli.deployment.DeploymentUrl;
import dev.gatehouse.cli.deployment.HttpCalls;
import dev.gatehouse.cli.deployment.Profile;
import dev.gatehouse.cli.deployment.Profiles;
import dev.gatehouse.cli.deployment.ServerMetadata;
import dev.gatehouse.cli.deployment.WebBrowser;
import dev.gatehouse.cli.terminal.Column;
import dev.gatehouse.cli.terminal.Environment;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.cli.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse login}: signs in with the browser and keeps the token in the profile. */
@Command(
        name = "login",
        description = {
            "Sign in to a deployment with your browser.",
            "",
            "The command opens the sign-in page of the deployment and waits until you grant access. The token is kept"
                    + " in a file that only you can read. It is valid for an hour. Sign in again when it has expired."
        },
        footer = {
            "",
            "Examples:",
            "  gatehouse login https://gatehouse.example",
            "  gatehouse login https://test.gatehouse.example --profile test --read-only",
            "  gatehouse login https://operator.gatehouse.example --profile operator --operator"
        })
final class LoginCommand implements Callable<Integer> {
    private static final String READ = "gatehouse.audit";
    private static final String ALL = "gatehouse.admin " + READ;
    private static final String OPERATOR = ALL + " gatehouse.operator";
    private static final int MAX_SECONDS = 300;

    @Parameters(
            paramLabel = "URL",
            arity = "0..1",
            description = "The address of the deployment. Default: GATEHOUSE_URL, or the address of the profile.")
    @Nullable String address;

    @Mixin
    Deployment deployment = new Deployment();

    @Option(
            names = "--read-only",
            description = "Request the scope gatehouse.audit only: the token cannot change" + " anything.")
    boolean readOnly;

    @Option(
            names = "--operator",
            description = "Request the scope gatehouse.operator too, for gatehouse tenants. The URL is the one of the"
                    + " operator's host.")
    boolean operator;

    @Option(names = "--no-browser", description = "Open no browser, only print the URL.")
    boolean noBrowser;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Trust these certificates (PEM) instead of those of the system. Kept in the profile.")
    @Nullable Path caFile;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long to wait for you, 1 to 300 seconds (${DEFAULT-VALUE}).")
    int wait;

    @Override
    public Integer call() {
        if (readOnly && operator) {
            throw Failure.usage("--read-only and --operator exclude each other.");
        }
        if (wait < 1 || wait > MAX_SECONDS) {
            throw Failure.usage("--wait must be 1 to " + MAX_SECONDS + " seconds.");
        }
        var profiles = Profiles.ofUser();
        var name = deployment.profileName();
        var stored = profiles.find(name).orElse(null);
        var url = url(stored);
        var trusted = trusted(stored, url);
        var http = HttpCalls.trusting(trusted);
        var flow = new AuthorizationCodeFlow(http, ServerMetadata.read(http, url));
        var signIn = flow.run(scope(), this::show, Duration.ofSeconds(wait));
        profiles.save(name, new Profile(url, trusted, signIn));
        Terminal.print("Signed in to " + url + " with " + signIn.scope()
                + (signIn.expiresAt() == null
                        ? "."
                        : " until " + Column.seconds(signIn.expiresAt().toString()) + "."));
        return ExitCode.OK;
    }

    private String scope() {
        if (readOnly) {
            return READ;
        }
        return operator ? OPERATOR : ALL;
    }

    private DeploymentUrl url(@Nullable Profile stored) {
        if (address != null) {
            return DeploymentUrl.parse(address);
        }
        var variable = deployment.profile == null ? Environment.variable(Environment.URL) : Optional.<String>empty();
        return variable.map(DeploymentUrl::parse)
                .or(() -> Optional.ofNullable(stored).map(Profile::url))
                .orElseThrow(() -> Failure.usage("Which deployment? Run: gatehouse login URL"));
    }

    private @Nullable Path trusted(@Nullable Profile stored, DeploymentUrl url) {
        if (caFile != null) {
            if (!Files.isReadable(caFile)) {
                throw Failure.usage("The file " + caFile + " cannot be read.");
            }
            return caFile.toAbsolutePath();
        }
        return stored != null && stored.url().equals(url) && stored.caFile() != null
                ? stored.caFile()
                : Deployment.caFile();
    }

    private void show(String url) {
        Terminal.tell("Sign in with your browser:");
        Terminal.tell("  " + url);
        if (!noBrowser) {
            WebBrowser.open(url);
        }
    }
}
