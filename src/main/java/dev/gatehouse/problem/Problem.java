// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error response of the admin API: problem details (RFC 9457), with one entry per invalid field.
 *
 * @param detail the reason; null if the errors or the status alone give the reason
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "errors"})
@RegisterForReflection
public record Problem(
        String type, String title, int status, @Nullable ErrorText detail, List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /** Creates problem details without a specific type: the status identifies the problem. */
    public static Problem of(int status, String title, @Nullable ErrorText detail) {
        return of(status, title, detail, List.of());
    }

    public static Problem of(int status, String title, @Nullable ErrorText detail, List<FieldError> errors) {
        return new Problem("about:blank", title, status, detail, errors);
    }

    /** Returns the code of the detail. */
    @JsonProperty
    public @Nullable String code() {
        return detail == null ? null : detail.code();
    }
}
