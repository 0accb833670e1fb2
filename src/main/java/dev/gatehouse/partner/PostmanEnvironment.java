// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An environment in Postman's import format. */
@RegisterForReflection
public record PostmanEnvironment(
        UUID id,
        String name,
        List<Value> values,
        @JsonProperty("_postman_variable_scope") String scope) {

    /** A variable. Postman masks a variable of the type {@code secret}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record Value(
            String key,
            String value,
            String type,
            boolean enabled,
            @Nullable String description) {
        static Value plain(String key, String value) {
            return new Value(key, value, "default", true, null);
        }

        static Value secret(String key, String description) {
            return new Value(key, "", "secret", true, description);
        }
    }
}
