// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Failure;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The admin API of a deployment, or the operator's API, called with one access token. Every method returns the answer of a call that succeeded,
 * and otherwise throws a {@link Failure} with the message, the code and the fields of the problem details (RFC 9457).
 */
public final class AdminApi {
    private static final String V1 = "/admin/api/v1";
    private static final String OPERATOR_V1 = "/operator/v1";

    /** The apply of a large document takes minutes; the server ends it after ten. */
    private static final Duration LONGEST_APPLY = Duration.ofMinutes(11);

    /** The server ends the export or import of a tenant after an hour. */
    private static final Duration LONGEST_ARCHIVE = Duration.ofMinutes(61);

    private static final String ARCHIVE_KEY = "Gatehouse-Archive-Key";

    private final HttpCalls http;
    private final DeploymentUrl deployment;
    private final String token;
    private final String base;

    public AdminApi(HttpCalls http, DeploymentUrl deployment, String token) {
        this(http, deployment, token, V1);
    }

    private AdminApi(HttpCalls http, DeploymentUrl deployment, String token, String base) {
        this.http = http;
        this.deployment = deployment;
        this.token = token;
        this.base = base;
    }

    /** Returns the operator's API of the deployment, called with the same token. */
    public AdminApi ofOperator() {
        return new AdminApi(http, deployment, token, OPERATOR_V1);
    }

    /** Reads one thing or a page of a list. */
    public Answer get(String path) {
        return withJson(send("GET", path, null, null));
    }

    /** Reads a document in one of the media types that the server offers for it. */
    public Answer document(String path, String mediaType) {
        var answer =
                succeeded(http.send(request(path).header("Accept", mediaType).GET()), null);
        if (!answer.mediaType().startsWith(mediaType)) {
            throw notFromGatehouse();
        }
        return answer;
    }

    /**
     * Sends a configuration document. Errors name the file and the position of the value.
     *
     * @param entityTag the tag of the plan that the answer must equal; null: any
     */
    public Answer post(String path, ConfigurationFile file, @Nullable String entityTag) {
        var request = request(path)
                .header("Accept", "application/json")
                .header("Content-Type", file.mediaType())
                .POST(BodyPublishers.ofByteArray(file.bytes()));
        if (entityTag != null) {
            request.header("If-Match", entityTag);
        }
        return withJson(succeeded(http.send(request, LONGEST_APPLY), file.name()));
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

    /** Sends a call without a body, whose answer is JSON. */
    public Answer post(String path) {
        return withJson(send("POST", path, null, null));
    }

    public void delete(String path) {
        send("DELETE", path, null, null);
    }

    /** Deletes a thing that the server returns, because the deletion only begins. */
    public Answer beginDeletion(String path) {
        return withJson(send("DELETE", path, null, null));
    }

    /**
     * Writes an archive to a file.
     *
     * @param key the key with which the server encrypts the archive
     * @param file an existing file
     */
    public void download(String path, String key, Path file) {
        var request = request(path).header(ARCHIVE_KEY, key).POST(BodyPublishers.noBody());
        succeeded(http.download(request, LONGEST_ARCHIVE, file), null);
    }

    /**
     * Sends an archive.
     *
     * @param key the key with which the archive is encrypted
     */
    public Answer upload(String path, String key, Path file) {
        var request = request(path)
                .header(ARCHIVE_KEY, key)
                .header("Accept", "application/json")
                .header("Content-Type", "application/octet-stream");
        try {
            request.POST(BodyPublishers.ofFile(file));
        } catch (FileNotFoundException absent) {
            throw Failure.usage("The file " + file + " does not exist.");
        }
        return withJson(succeeded(http.send(request, LONGEST_ARCHIVE), null));
    }

    private Answer send(String method, String path, @Nullable ObjectNode body, @Nullable String entityTag) {
        var request = request(path)
                .header("Accept", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (entityTag != null) {
            request.header("If-Match", entityTag);
        }
        return succeeded(http.send(request), null);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(deployment.resolve(base + path)).header("Authorization", "Bearer " + token);
    }

    /**
     * Returns an answer unless it is an error.
     *
     * @param file the name of the configuration file that was sent; null: no file
     */
    private Answer succeeded(Answer answer, @Nullable String file) {
        if (!answer.isSuccess()) {
            throw failure(answer, file);
        }
        return answer;
    }

    private Answer withJson(Answer answer) {
        if (!answer.json().isObject()) {
            throw notFromGatehouse();
        }
        return answer;
    }

    private Failure notFromGatehouse() {
        return Failure.refused("The answer of " + deployment + " is not from the admin API of Gatehouse.");
    }

    private Failure failure(Answer answer, @Nullable String file) {
        var problem = problem(answer, file);
        return switch (answer.status()) {
            case 401 -> new Failure(ExitCode.NOT_SIGNED_IN, withAdvice(problem, "Sign in again: gatehouse login"));
            case 403 -> new Failure(ExitCode.REFUSED, problem);
            case 502, 503, 504 -> new Failure(ExitCode.UNREACHABLE, problem);
            case 412 -> new Failure(ExitCode.REFUSED, withAdvice(problem, "Nothing is changed. Try again."));
            default -> new Failure(ExitCode.REFUSED, problem);
        };
    }

    private List<String> withAdvice(List<String> problem, String advice) {
        var lines = new ArrayList<>(problem);
        lines.add(advice);
        return lines;
    }

    /** Returns the message with its code, or the title and one line for each field. */
    private List<String> problem(Answer answer, @Nullable String file) {
        if (answer.text("title").isEmpty()) {
            return List.of("The answer of " + deployment + " is not from the admin API of Gatehouse: status "
                    + answer.status() + ".");
        }
        var detail = answer.text("detail");
        var lines = new ArrayList<String>();
        lines.add(detail.isEmpty() ? answer.text("title") : coded(detail, answer.json()));
        for (var error : answer.json().path("errors")) {
            var line = place(error, file) + coded(error.path("message").asText(), error);
            if (!error.path("message").asText().equals(detail) || detail.isEmpty()) {
                lines.add(line);
            } else {
                lines.set(0, line);
            }
        }
        return lines;
    }

    /** Returns where an error is: its field, or its file, line, column and JSON Pointer. */
    private static String place(JsonNode error, @Nullable String file) {
        var position = error.path("position");
        if (file == null || position.isMissingNode()) {
            return error.path("field").asText() + ": ";
        }
        var pointer = error.path("pointer").asText("");
        return file + ":" + position.path("line").asText() + ":"
                + position.path("column").asText() + ": " + (pointer.isEmpty() ? "" : pointer + ": ");
    }

    private static String coded(String message, JsonNode error) {
        var code = error.path("code").asText("");
        return code.isEmpty() ? message : message + " (" + code + ")";
    }
}
