// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Failure;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The admin API of a deployment, called with one access token. Every method returns the answer of a call that succeeded,
 * and otherwise throws a {@link Failure} with the message, the code and the fields of the problem details (RFC 9457).
 */
public final class AdminApi {
    private static final String V1 = "/admin/api/v1";

    private final HttpCalls http;
    private final DeploymentUrl deployment;
    private final String token;

    public AdminApi(HttpCalls http, DeploymentUrl deployment, String token) {
        this.http = http;
        this.deployment = deployment;
        this.token = token;
    }

    /** Reads one thing or a page of a list. */
    public Answer get(String path) {
        return withJson(send("GET", path, null, null));
    }

    /** Sends a call whose answer is JSON. */
    public Answer post(String path, ObjectNode body) {
        return withJson(send("POST", path, body, null));
    }

    /**
     * Replaces a thing.
     *
     * @param entityTag the tag of the values that the change began with; null: replace any values
     */
    public Answer put(String path, ObjectNode body, @Nullable String entityTag) {
        return withJson(send("PUT", path, body, entityTag));
    }

    public void delete(String path) {
        send("DELETE", path, null, null);
    }

    private Answer send(String method, String path, @Nullable ObjectNode body, @Nullable String entityTag) {
        var request = HttpRequest.newBuilder(deployment.resolve(V1 + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (entityTag != null) {
            request.header("If-Match", entityTag);
        }
        var answer = http.send(request);
        if (!answer.isSuccess()) {
            throw failure(answer);
        }
        return answer;
    }

    private Answer withJson(Answer answer) {
        if (!answer.json().isObject()) {
            throw Failure.refused("The answer of " + deployment + " is not from the admin API of Gatehouse.");
        }
        return answer;
    }

    private Failure failure(Answer answer) {
        return switch (answer.status()) {
            case 401 -> new Failure(ExitCode.NOT_SIGNED_IN, withAdvice(answer, "Sign in again: gatehouse login"));
            case 403 -> new Failure(ExitCode.REFUSED, problem(answer));
            case 502, 503, 504 -> new Failure(ExitCode.UNREACHABLE, problem(answer));
            case 412 -> new Failure(ExitCode.REFUSED, withAdvice(answer, "Nothing is changed. Try again."));
            default -> new Failure(ExitCode.REFUSED, problem(answer));
        };
    }

    private List<String> withAdvice(Answer answer, String advice) {
        var lines = new ArrayList<>(problem(answer));
        lines.add(advice);
        return lines;
    }

    /** Returns the message with its code, or the title and one line for each field. */
    private List<String> problem(Answer answer) {
        if (answer.text("title").isEmpty()) {
            return List.of("The answer of " + deployment + " is not from the admin API of Gatehouse: status "
                    + answer.status() + ".");
        }
        var detail = answer.text("detail");
        var lines = new ArrayList<String>();
        lines.add(detail.isEmpty() ? answer.text("title") : coded(detail, answer.json()));
        for (var error : answer.json().path("errors")) {
            var line = error.path("field").asText() + ": "
                    + coded(error.path("message").asText(), error);
            if (!error.path("message").asText().equals(detail) || detail.isEmpty()) {
                lines.add(line);
            } else {
                lines.set(0, line);
            }
        }
        return lines;
    }

    private static String coded(String message, JsonNode error) {
        var code = error.path("code").asText("");
        return code.isEmpty() ? message : message + " (" + code + ")";
    }
}
