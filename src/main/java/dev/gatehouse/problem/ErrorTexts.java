// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts of all error codes: {@code messages/errors.properties} in English, and a file with the same keys for each
 * other language. A value replaces its placeholder once, and placeholders within values stay as they are, so that user
 * input cannot change the rest of the text. Values are not escaped. A text within another one loses its full stop if
 * the sentence goes on after it.
 */
final class ErrorTexts {
    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");
    private static final Map<String, String> ENGLISH = read("errors");
    private static final Map<Locale, Map<String, String>> TRANSLATIONS = Map.of(Locale.GERMAN, read("errors_de"));

    private ErrorTexts() {}

    /**
     * Returns the text of an error.
     *
     * @throws IllegalStateException if the code has no text, or the text needs a value that the error does not have
     */
    static String text(ErrorText error, Locale language) {
        var template = template(error, language);
        var text = new StringBuilder();
        var from = 0;
        for (var place : (Iterable<MatchResult>) PLACE.matcher(template).results()::iterator) {
            var argument = value(error, place);
            var value = shown(argument, language);
            var end = isContinued(template, place.end()) && endsWithFullStop(argument, language) ? 1 : 0;
            text.append(template, from, place.start()).append(value, 0, value.length() - end);
            from = place.end();
        }
        return text.append(template, from, template.length()).toString();
    }

    /** Returns whether a code has a text in every language, each of which needs at most this number of values. */
    static boolean exists(String code, int values) {
        return Stream.concat(Stream.of(ENGLISH), TRANSLATIONS.values().stream()).allMatch(texts -> {
            var template = texts.get(code);
            return template != null
                    && PLACE.matcher(template).results().allMatch(place -> Integer.parseInt(place.group(1)) < values);
        });
    }

    /** Returns whether the sentence goes on after a position, so that a text before it has no full stop. */
    private static boolean isContinued(String template, int end) {
        return end < template.length() && ",;:".indexOf(template.charAt(end)) >= 0;
    }

    /** Returns whether a text ends with a full stop of its own, and not with one of a value. */
    private static boolean endsWithFullStop(Object argument, Locale language) {
        if (!(argument instanceof ErrorText error)) {
            return false;
        }
        var template = template(error, language);
        return template.endsWith(".")
                || PLACE.matcher(template)
                        .results()
                        .filter(place -> place.end() == template.length())
                        .anyMatch(last -> endsWithFullStop(value(error, last), language));
    }

    private static Object value(ErrorText error, MatchResult place) {
        return error.arguments().get(Integer.parseInt(place.group(1)));
    }

    private static String template(ErrorText error, Locale language) {
        var template = TRANSLATIONS.getOrDefault(language, ENGLISH).get(error.code());
        if (template == null) {
            throw new IllegalStateException("no text for the error " + error.code());
        }
        return template;
    }

    private static String shown(Object argument, Locale language) {
        return switch (argument) {
            case ErrorText nested -> text(nested, language);
            case Collection<?> entries ->
                entries.stream().map(entry -> shown(entry, language)).collect(Collectors.joining(", "));
            default -> String.valueOf(argument);
        };
    }

    private static Map<String, String> read(String name) {
        var texts = new Properties();
        try (var file = ErrorTexts.class.getResourceAsStream("/messages/" + name + ".properties")) {
            if (file == null) {
                throw new IllegalStateException("no messages/" + name + ".properties");
            }
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(key -> key, texts::getProperty));
    }
}
