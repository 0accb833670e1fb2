// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the message files of the error codes, and finds the code of an error message. */
public final class ErrorCodes {
    private static final Path TEXTS = Path.of("src", "main", "resources", "messages");
    private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");
    private static final Map<String, String> ENGLISH = texts("errors");

    private ErrorCodes() {}

    /**
     * Returns the messages of one language by error code.
     * @param file {@code errors} or {@code errors_de}
     */
    public static Map<String, String> texts(String file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(TEXTS.resolve(file + ".properties"), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var texts = new TreeMap<String, String>();
        properties.forEach((code, text) -> texts.put((String) code, (String) text));
        return texts;
    }

    /**
     * Returns the code of an English error message. If several messages match, returns the code of the message with the
     * longest text outside its placeholders.
     */
    public static String of(String message) {
        return ENGLISH.entrySet().stream()
                .filter(entry -> ownText(entry.getValue()).chars().anyMatch(Character::isLetter))
                .filter(entry -> pattern(entry.getValue()).matcher(message).matches())
                .max(Comparator.comparing(entry -> ownText(entry.getValue()).length()))
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new AssertionError("no error code has the text: " + message));
    }

    /** Returns a message without its placeholders. */
    public static String ownText(String text) {
        return PLACE.matcher(text).replaceAll("");
    }

    /** Returns a pattern that matches a message with any values in its placeholders. */
    public static Pattern pattern(String text) {
        return Pattern.compile(
                List.of(PLACE.split(text, -1)).stream().map(Pattern::quote).collect(Collectors.joining("(.+)")),
                Pattern.DOTALL);
    }
}
