// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs Postman collections with Newman, the command-line runner of Postman. */
public final class Newman {
    private final Path directory;
    private final Path packages;

    /**
     * The result of one request of a collection.
     * @param url the URL that was requested
     * @param status 0 if there was no response
     */
    public record Execution(String name, String method, String url, int status, JsonArray headers, String body) {
        @Override
        public String toString() {
            return name + " " + status;
        }
    }

    /**
     * The result of a run.
     * @param exit 0 if all tests of the collection passed
     * @param environment the variables after the run
     */
    public record Run(int exit, String output, List<Execution> executions, JsonObject environment) {
        /** Returns a variable of the environment. */
        public String value(String key) {
            return environment.getJsonArray("values").stream()
                    .map(JsonObject.class::cast)
                    .filter(value -> value.getString("key").equals(key))
                    .map(value -> value.getString("value"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no variable " + key + " in " + environment));
        }
    }

    private Newman(Path directory, Path packages) {
        this.directory = directory;
        this.packages = packages;
    }

    /** Installs Newman with {@link NodePackages}. */
    public static Newman in(Path directory) throws Exception {
        return new Newman(directory, NodePackages.of(Path.of("postman")));
    }

    /**
     * Runs folders or requests of a collection, or the whole collection if none is named.
     * @param collection the exported collection as JSON
     */
    public Run run(String collection, JsonObject environment, String... folders) throws Exception {
        var files = Files.createTempDirectory(directory, "newman");
        var report = files.resolve("report.json");
        var left = files.resolve("left.json");
        var output = files.resolve("output");
        var command = new ArrayList<>(List.of(
                "node",
                packages.resolve("newman/bin/newman.js").toString(),
                "run",
                write(files.resolve("collection.json"), collection),
                "--environment",
                write(files.resolve("environment.json"), environment.encode()),
                "--export-environment",
                left.toString(),
                "--ignore-redirects",
                "--insecure",
                "--reporters",
                "cli,json",
                "--reporter-json-export",
                report.toString()));
        Stream.of(folders).forEach(folder -> command.addAll(List.of("--folder", folder)));
        var exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        var said = Files.readString(output);
        if (!Files.exists(report)) {
            throw new AssertionError(said);
        }
        return new Run(exit, said, executions(read(report)), read(left));
    }

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toString();
    }

    private static JsonObject read(Path file) throws IOException {
        return new JsonObject(Files.readString(file));
    }

    private static List<Execution> executions(JsonObject report) {
        return report.getJsonObject("run").getJsonArray("executions").stream()
                .map(JsonObject.class::cast)
                .map(Newman::execution)
                .toList();
    }

    private static Execution execution(JsonObject execution) {
        var request = execution.getJsonObject("request");
        var answer = execution.getJsonObject("response", new JsonObject());
        var url = request.getJsonObject("url");
        return new Execution(
                execution.getJsonObject("item").getString("name"),
                request.getString("method"),
                "/"
                        + String.join(
                                "/",
                                url.getJsonArray("path").stream()
                                        .map(Object::toString)
                                        .toList()),
                answer.getInteger("code", 0),
                answer.getJsonArray("header", new JsonArray()),
                body(answer.getJsonObject("stream")));
    }

    private static String body(JsonObject stream) {
        if (stream == null) {
            return "";
        }
        var data = stream.getJsonArray("data");
        var bytes = new byte[data.size()];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = data.getInteger(i).byteValue();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
