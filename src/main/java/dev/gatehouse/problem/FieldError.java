// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The error of one field of an input.
 *
 * @param field the name of the field, such as {@code redirectUris[1]} or {@code rateLimit.burst}
 * @param message the error
 * @param pointer the location in the JSON body of the request (RFC 6901); null if the field is not part of the body
 * @param position the position in a configuration file or document; null for other inputs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"field", "message", "code", "pointer", "position"})
@RegisterForReflection
@TemplateData
public record FieldError(
        String field,
        ErrorText message,
        @Nullable String pointer,
        @Nullable SourcePosition position) {
    private static final Pattern STEP = Pattern.compile("\\.|\\[|]\\.?");

    /** Creates the error of a field of the JSON body. */
    public static FieldError inBody(String field, ErrorText message) {
        return new FieldError(field, message, pointer(field), null);
    }

    /** Creates the error of a part of the JSON body. The path consists of field names and indexes of entries. */
    public static FieldError atPath(List<Object> path, ErrorText message) {
        var field = new StringBuilder();
        for (var step : path) {
            if (step instanceof Integer index) {
                field.append('[').append(index).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step);
            }
        }
        return new FieldError(field.toString(), message, pointer(path.stream().map(String::valueOf)), null);
    }

    /** Creates the error of a query parameter, or of another value outside a JSON body. */
    public static FieldError outsideBody(String field, ErrorText message) {
        return new FieldError(field, message, null, null);
    }

    @JsonProperty
    public String code() {
        return message.code();
    }

    /** Returns the same error for a field with another name. */
    public FieldError at(String other) {
        return new FieldError(other, message, pointer == null ? null : pointer(other), position);
    }

    /** Returns the same error with the position of the value. */
    public FieldError in(SourcePosition place) {
        return new FieldError(field, message, pointer, place);
    }

    private static String pointer(String field) {
        return pointer(STEP.splitAsStream(field));
    }

    private static String pointer(Stream<String> steps) {
        return steps.map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }
}
