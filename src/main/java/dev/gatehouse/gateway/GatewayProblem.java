// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** The body of the answer to a call that was denied or whose upstream failed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
record GatewayProblem(
        @Nullable String error,
        @JsonProperty("error_description") String description,
        @Nullable String scope) {}
