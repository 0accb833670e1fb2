// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.cli.terminal.Json;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deployment under a name of the user's choice, and the sign-in there.
 *
 * @param caFile certificates that are trusted for the deployment instead of those of the system; null: the system's
 * @param signIn null if the user is not signed in
 */
public record Profile(
        DeploymentUrl url, @Nullable Path caFile, @Nullable SignIn signIn) {

    /**
     * An access token of the user.
     *
     * @param expiresAt null: never
     */
    public record SignIn(
            String token, String scope, @Nullable Instant expiresAt) {

        /** Never contains the token. */
        @Override
        public String toString() {
            return "SignIn[" + scope + ", " + expiresAt + "]";
        }

        public boolean isExpired(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt);
        }
    }

    public Profile signedOut() {
        return new Profile(url, caFile, null);
    }

    /** Returns the profile as its file has it. */
    public ObjectNode json() {
        var json = Json.object().put("url", url.origin());
        Json.put(json, "caFile", caFile == null ? null : caFile.toString());
        if (signIn != null) {
            json.put("token", signIn.token()).put("scope", signIn.scope());
            Json.put(
                    json,
                    "expiresAt",
                    signIn.expiresAt() == null ? null : signIn.expiresAt().toString());
        }
        return json;
    }

    /** Returns the profile of a file; empty if the content is none. */
    public static Optional<Profile> of(JsonNode json) {
        try {
            var caFile = json.path("caFile").asText(null);
            return Optional.of(new Profile(
                    DeploymentUrl.parse(json.path("url").asText()),
                    caFile == null ? null : Path.of(caFile),
                    json.path("token").isTextual() ? signIn(json) : null));
        } catch (Failure | DateTimeException invalid) {
            return Optional.empty();
        }
    }

    private static SignIn signIn(JsonNode json) {
        var expiresAt = json.path("expiresAt").asText(null);
        return new SignIn(
                json.path("token").asText(),
                json.path("scope").asText(),
                expiresAt == null ? null : Instant.parse(expiresAt));
    }
}
