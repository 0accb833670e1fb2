// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.declarative.DocumentNode.Mapping;
import dev.gatehouse.declarative.DocumentNode.Sequence;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.SourcePosition;
import dev.gatehouse.service.openapi.OpenApiResource.ReadDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An object that a document describes. Two entries are never equal.
 *
 * @param path the path of the object in its document: names of fields and indexes of entries
 * @param node the object as written
 * @param json the given values, without secrets
 * @param secrets the secrets by field
 * @param secretHash the digest of a client's secret; null: not given
 * @param project the project around a service; null: the service names its project
 * @param document the OpenAPI document of an import; null for other kinds
 */
record Entry(
        Kind kind,
        List<Object> path,
        Mapping node,
        ObjectNode json,
        Map<String, String> secrets,
        @Nullable Sha256 secretHash,
        @Nullable Entry project,
        @Nullable ReadDocument document) {

    /** Returns the value of a text field, or an empty text. */
    String text(String field) {
        return json.path(field).asText("").strip();
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    SourcePosition position() {
        return node.position();
    }

    /** Creates the error of a field of this object. */
    FieldError error(String field, ErrorText why) {
        return error(List.of(field), why);
    }

    /** Returns an error of an input as an error of the document, with the position of the value. */
    FieldError error(FieldError ofInput) {
        if (kind == Kind.OPENAPI) {
            return error("openapi", DeclarativeErrors.inDocument(ofInput.field(), ofInput.message()));
        }
        var steps = ofInput.pointer() == null
                ? List.<Object>of(ofInput.field())
                : Stream.of(ofInput.pointer().split("/"))
                        .skip(1)
                        .map(step -> step.replace("~1", "/").replace("~0", "~"))
                        .<Object>map(step -> step.matches("[0-9]{1,9}") ? (Object) Integer.valueOf(step) : step)
                        .toList();
        return error(steps, ofInput.message());
    }

    private FieldError error(List<Object> steps, ErrorText why) {
        DocumentNode here = node;
        var place = node.position();
        for (var step : steps) {
            var next = child(here, step);
            if (next == null) {
                break;
            }
            here = next;
            place = here.position();
        }
        var whole = new ArrayList<>(path);
        steps.forEach(step -> whole.add(renamed(step)));
        return FieldError.atPath(whole, why).in(place);
    }

    private @Nullable DocumentNode child(DocumentNode parent, Object step) {
        if (parent instanceof Mapping object) {
            var member = object.members().get(String.valueOf(renamed(step)));
            return member == null ? null : member.value();
        }
        return parent instanceof Sequence list
                        && step instanceof Integer index
                        && index < list.items().size()
                ? list.items().get(index)
                : null;
    }

    /** Returns the name in documents of a field that inputs of the admin API call otherwise. */
    private Object renamed(Object step) {
        return kind == Kind.SERVICE && step.equals("projectId") ? "project" : step;
    }

    /** Returns the error of the object as a whole. */
    FieldError error(@Nullable ErrorText why) {
        return FieldError.atPath(path, why == null ? CommonErrors.otherJson() : why)
                .in(node.position());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Omits secrets. */
    @Override
    public String toString() {
        return kind + " " + path;
    }
}
