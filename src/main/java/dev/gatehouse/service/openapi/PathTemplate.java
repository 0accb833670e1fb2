// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.ServiceErrors;
import java.util.ArrayList;
import java.util.regex.Pattern;

/**
 * A path of an OpenAPI document as a pattern below its API: each segment with a variable becomes {@code *}.
 *
 * @param pattern the pattern, such as {@code /pets/*}
 * @param exact false if a segment has text besides the variable, so that the pattern covers more than the template
 * @param rest the query or fragment after the path, which is not part of the path (RFC 3986 §3.3)
 */
record PathTemplate(String pattern, boolean exact, String rest) {
    private static final Pattern VARIABLE = Pattern.compile("\\{[^{}]+}");
    private static final Pattern SEGMENT = Pattern.compile("(?:[^{}]|\\{[^{}]+})*");
    private static final String ANY_API = "/integration/api";
    private static final Pattern STAR = Pattern.compile("\\*|%2a", Pattern.CASE_INSENSITIVE);

    /** A template, or the error of a path. */
    sealed interface Parsed {
        record Good(PathTemplate template) implements Parsed {}

        record Bad(ErrorText why) implements Parsed {}
    }

    static Parsed parse(String text) {
        var end = endOfPath(text);
        var path = text.substring(0, end);
        if (!path.startsWith("/")) {
            return new Parsed.Bad(ServiceErrors.withoutSlash());
        }
        var segments = new ArrayList<String>();
        var exact = true;
        for (var segment : path.substring(1).split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches()) {
                return new Parsed.Bad(ImportErrors.braces());
            }
            if (STAR.matcher(segment.replaceAll(VARIABLE.pattern(), "")).find()) {
                return new Parsed.Bad(ImportErrors.star());
            }
            var variable = segment.indexOf('{') >= 0;
            exact &= !variable || VARIABLE.matcher(segment).matches();
            segments.add(variable ? "*" : segment);
        }
        return switch (UrlPattern.parseIntegration(ANY_API + "/" + String.join("/", segments))) {
            case UrlPattern.Parsed.Bad(var why) -> new Parsed.Bad(why);
            case UrlPattern.Parsed.Good(var pattern) ->
                new Parsed.Good(
                        new PathTemplate(pattern.toString().substring(ANY_API.length()), exact, text.substring(end)));
        };
    }

    /**
     * Returns where a query or fragment begins. Within braces, {@code ?} and {@code #} are part of a variable's name.
     */
    private static int endOfPath(String text) {
        var inBraces = false;
        for (var i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '{' -> inBraces = true;
                case '}' -> inBraces = false;
                case '?', '#' -> {
                    if (!inBraces) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return text.length();
    }
}
