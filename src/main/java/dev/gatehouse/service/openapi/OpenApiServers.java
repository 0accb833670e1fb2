// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.WhiteSpace;
import dev.gatehouse.service.ExposedServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code servers} of a document, path or operation. The upstream is the first absolute URL after substituting the
 * defaults of variables.
 *
 * @param upstream the upstream URL without a trailing slash; null if there is none
 * @param usable the number of usable servers
 * @param unusable the first unusable servers, each with the reason
 */
record OpenApiServers(@Nullable String upstream, int usable, List<ErrorText> unusable) {
    private static final int MAX_URL = 2000;

    /** The maximum number of servers of a list that are read. */
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

    /**
     * Substitutes the defaults of variables. A URL over the maximum length is truncated, but stays over the maximum.
     */
    private static String address(String url, @Nullable Object variables) {
        var text = WhiteSpace.strip(url);
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
