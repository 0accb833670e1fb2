// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.cli.deployment.Answer;
import dev.gatehouse.cli.deployment.Profile;
import dev.gatehouse.cli.deployment.Profiles;
import dev.gatehouse.cli.terminal.Column;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Json;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.platform.SystemTime;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse profiles}: lists the profiles. */
@Command(
        name = "profiles",
        description = {
            "List your profiles: the deployments that you have signed in to.",
            "",
            "The profile \"default\" is used by commands without --profile. The list shows no tokens."
        })
final class ProfilesCommand implements Callable<Integer> {
    @Mixin
    Output output = new Output();

    @Override
    public Integer call() {
        var now = new SystemTime().now();
        var items = Json.array();
        Profiles.ofUser().all().forEach((name, profile) -> items.add(row(name, profile, now)));
        var list = Json.object();
        list.set("items", items);
        var table = new Table(
                Column.of("PROFILE", "profile"),
                Column.of("URL", "url"),
                Column.of("STATUS", "status"),
                Column.time("EXPIRES", "expiresAt"));
        output.page(Answer.local(list), table, "profile");
        return ExitCode.OK;
    }

    private static ObjectNode row(String name, Profile profile, Instant now) {
        var signIn = profile.signIn();
        var row = Json.object()
                .put("profile", name)
                .put("url", profile.url().origin())
                .put("status", status(signIn, now));
        Json.put(row, "expiresAt", expiry(signIn));
        return row;
    }

    private static String status(Profile.@Nullable SignIn signIn, Instant now) {
        return signIn == null ? "signed out" : signIn.isExpired(now) ? "expired" : "signed in";
    }

    private static @Nullable String expiry(Profile.@Nullable SignIn signIn) {
        return signIn == null || signIn.expiresAt() == null
                ? null
                : signIn.expiresAt().toString();
    }
}
