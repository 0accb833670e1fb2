package dev.gatehouse.service;

import dev.gatehouse.platform.ErrorText;
import dev.gatehouse.platform.FieldErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code servers} of a document, a path or an operation: the first that is an absolute URL once its variables have their
 * defaults is the upstream.
 *
 * @param upstream that URL without a slash at the end, null when there is none
 * @param usable how many could be it
 * @param unusable the first of those that are none, each with the reason
 */
record OpenApiServers(@Nullable String upstream, int usable, List<ErrorText> unusable) {
    private static final int MAX_URL = 2000;

    /** How many servers of one list are looked at. */
    private static final int MAX_SERVERS = 1000;

    private static final int MAX_UNUSABLE = 10;
    private static final int MAX_SHOWN = 100;
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");

    OpenApiServers {
        unusable = List.copyOf(unusable);
    }

    static OpenApiServers of(List<?> servers) {
        @Nullable String first = null;
        var usable = 0;
        var unusable = new ArrayList<ErrorText>();
        for (var server : servers.subList(0, Math.min(MAX_SERVERS, servers.size()))) {
            if (!(server instanceof Map<?, ?> fields && fields.get("url") instanceof String url)) {
                unusable.add(ImportErrors.serverWithoutUrl());
                continue;
            }
            var errors = new FieldErrors();
            var address = errors.required("url", address(url, fields.get("variables")), MAX_URL);
            var upstream = ExposedServices.upstream(address, errors);
            if (!errors.isEmpty()) {
                unusable.add(ImportErrors.unusableServer(OpenApiReader.cut(url.strip(), MAX_SHOWN), errors.first()));
            } else {
                first = usable == 0 ? upstream : first;
                usable++;
            }
        }
        return new OpenApiServers(
                first, usable, unusable.stream().limit(MAX_UNUSABLE).toList());
    }

    /** With the defaults of its variables; of one that is longer than a URL may be, only what shows that. */
    private static String address(String url, @Nullable Object variables) {
        var text = url.strip();
        var whole = new StringBuilder();
        var variable = VARIABLE.matcher(text);
        var end = 0;
        while (whole.length() <= MAX_URL && variable.find()) {
            append(whole, text.substring(end, variable.start()));
            append(whole, defaultOf(variables, variable.group(1)).orElse(variable.group()));
            end = variable.end();
        }
        append(whole, text.substring(end));
        var length = whole.length();
        while (length > 0 && length <= MAX_URL && whole.charAt(length - 1) == '/') {
            length--;
        }
        return whole.substring(0, length);
    }

    private static void append(StringBuilder whole, String part) {
        whole.append(part, 0, Math.min(part.length(), MAX_URL + 1));
    }

    private static Optional<String> defaultOf(@Nullable Object variables, String name) {
        return variables instanceof Map<?, ?> all
                        && all.get(name) instanceof Map<?, ?> variable
                        && variable.get("default") instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }
}
