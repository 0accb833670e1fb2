// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.http.Cors;
import dev.gatehouse.http.WebOrigin;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule which origins' scripts may call a service (CORS), always without browser credentials.
 *
 * @param mode who answers preflights
 * @param origins with {@link CorsMode#ALLOW} at least one origin, or {@code *} alone; otherwise empty
 */
@TemplateData
@RegisterForReflection
public record CorsRule(CorsMode mode, List<String> origins) {
    public static final CorsRule OFF = new CorsRule(CorsMode.OFF, List.of());

    public CorsRule {
        origins = List.copyOf(origins);
    }

    /** A rule in an admin API request. */
    public record Input(@Nullable CorsMode mode, @Nullable List<String> origins) {}

    /**
     * Returns the rule of an input, off for null.
     *
     * @param parent the prefix of the input's field names
     */
    static CorsRule read(@Nullable Input input, String parent, FieldErrors errors) {
        if (input == null) {
            return OFF;
        }
        var mode = input.mode() == null ? CorsMode.OFF : input.mode();
        errors.check(input.mode() != null, parent + "mode", CommonErrors.notOneOf(List.of(CorsMode.values())));
        var field = parent + "origins";
        var typed = input.origins() == null ? List.<String>of() : input.origins();
        if (mode != CorsMode.ALLOW) {
            errors.check(typed.isEmpty(), field, ServiceErrors.originsWithoutAllow());
            return new CorsRule(mode, List.of());
        }
        errors.check(!typed.isEmpty(), field, ServiceErrors.originMissing());
        return new CorsRule(mode, typed.equals(List.of(Cors.ANY)) ? typed : WebOrigin.read(field, typed, errors));
    }

    /**
     * Returns the {@code Access-Control-Allow-Origin} value for an origin: the origin or {@code *}; empty if the origin
     * is not allowed.
     */
    public Optional<String> allowed(String origin) {
        if (origins.contains(Cors.ANY)) {
            return Optional.of(Cors.ANY);
        }
        return origins.contains(origin) ? Optional.of(origin) : Optional.empty();
    }

    @Override
    public String toString() {
        return origins.isEmpty() ? mode.name() : mode + " " + String.join(" ", origins);
    }

    /** Returns whether responses depend on the origin. */
    public boolean depends() {
        return mode == CorsMode.ALLOW && !origins.contains(Cors.ANY);
    }
}
