// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** The body of an error response to a client (RFC 6749 §5.2). */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record OAuthErrorResponse(
        @JsonProperty("error") String error,
        @JsonProperty("error_description") @Nullable String description) {}
