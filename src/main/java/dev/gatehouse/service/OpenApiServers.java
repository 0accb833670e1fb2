package dev.gatehouse.service;

import dev.gatehouse.platform.FieldErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code servers} of a document, a path or an operation: the first that is an absolute URL once its variables have their
 * defaults is the upstream.
 *
 * @param usable upstream URLs without a slash at the end, in order
 * @param unusable those that are none, each with the reason
 */
record OpenApiServers(List<String> usable, List<String> unusable) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");

    OpenApiServers {
        usable = List.copyOf(usable);
        unusable = List.copyOf(unusable);
    }

    static OpenApiServers of(List<?> servers) {
        var usable = new ArrayList<String>();
        var unusable = new ArrayList<String>();
        for (var server : servers) {
            if (!(server instanceof Map<?, ?> fields && fields.get("url") instanceof String url)) {
                unusable.add("a server without url");
                continue;
            }
            var address = VARIABLE.matcher(url.strip())
                    .replaceAll(
                            variable -> Matcher.quoteReplacement(defaultOf(fields.get("variables"), variable.group(1))
                                    .orElse(variable.group())))
                    .replaceAll("/+$", "");
            var errors = new FieldErrors();
            var upstream = ExposedServices.upstream(errors.required("url", address, 2000), errors);
            if (errors.isEmpty()) {
                usable.add(upstream);
            } else {
                unusable.add(url.strip() + " " + errors.first());
            }
        }
        return new OpenApiServers(usable, unusable);
    }

    private static Optional<String> defaultOf(@Nullable Object variables, String name) {
        return variables instanceof Map<?, ?> all
                        && all.get(name) instanceof Map<?, ?> variable
                        && variable.get("default") instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }
}
