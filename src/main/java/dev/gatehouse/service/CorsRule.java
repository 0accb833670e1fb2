package dev.gatehouse.service;

import dev.gatehouse.platform.CommonErrors;
import dev.gatehouse.platform.Cors;
import dev.gatehouse.platform.FieldErrors;
import dev.gatehouse.platform.WebOrigin;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which scripts of other origins may call a service (CORS), always without the browser's credentials.
 *
 * @param origins with {@link CorsMode#ALLOW} at least one, or {@code *} alone; empty otherwise
 */
@TemplateData
@RegisterForReflection
public record CorsRule(CorsMode mode, List<String> origins) {
    static final CorsRule OFF = new CorsRule(CorsMode.OFF, List.of());

    public CorsRule {
        origins = List.copyOf(origins);
    }

    /** A rule as the admin API takes it. */
    public record Input(@Nullable CorsMode mode, @Nullable List<String> origins) {}

    /**
     * The rule that an input says, off for none.
     *
     * @param parent what the names of its fields begin with
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

    /** What Gatehouse calls an origin that may read its answers: the origin, or {@code *}; nothing for any other. */
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

    /** Whether the answer to one origin is another than that to the next. */
    public boolean depends() {
        return mode == CorsMode.ALLOW && !origins.contains(Cors.ANY);
    }
}
