// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.declarative.YamlText;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration file that an importer made of a foreign file, and the report of what has no counterpart. */
public final class ImportResult {
    private final ObjectNode document;
    private final List<Finding> findings;

    ImportResult(ObjectNode document, List<Finding> findings) {
        this.document = document;
        this.findings = List.copyOf(findings);
    }

    /**
     * Returns the configuration file.
     *
     * @param source the source, for the comment at the beginning
     */
    public String yaml(String source) {
        return YamlText.imported(document, source);
    }

    /** Returns the report as JSON: the number of imported objects, and the findings in the order of the source. */
    public ObjectNode report(String source) {
        var report = JsonNodeFactory.instance.objectNode().put("source", source);
        report.set("imported", counts());
        var list = report.putArray("findings");
        findings.forEach(finding -> list.add(finding.json()));
        return report;
    }

    private ObjectNode counts() {
        var counts = JsonNodeFactory.instance.objectNode();
        document.forEachEntry((section, objects) -> {
            if (objects instanceof ArrayNode list) {
                counts.put(section, list.size());
            }
        });
        return counts;
    }

    /** Returns the findings, one per line. */
    public List<String> lines() {
        return findings.stream().map(Finding::line).toList();
    }

    /** Returns one line with the number of imported objects and of findings. */
    public String summary() {
        var counts = counts().propertyStream()
                .map(count -> count.getKey() + " " + count.getValue().asInt())
                .collect(Collectors.joining(", "));
        return "Imported: " + (counts.isEmpty() ? "nothing" : counts) + ". Findings: " + findings.size() + ".";
    }
}
