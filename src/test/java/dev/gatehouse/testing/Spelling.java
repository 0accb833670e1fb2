// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A line of {@code spellings.txt}: the spelling of a request target and its expected result.
 * @param target one character per byte
 * @param canonical the canonical path, or null if the server rejects the target
 * @param forwarded the path that the upstream gets if the call is allowed; the canonical path unless the table says
 *     otherwise
 * @param status the status of a GET with a token that covers only {@code {api}/public/**}
 * @param reachesService whether the call reaches the upstream
 */
public record Spelling(String target, String canonical, String forwarded, int status, boolean reachesService) {
    private static final int COLUMNS = 3;

    /** Returns all lines of the table, with {@code {api}} replaced by the path. */
    public static Stream<Spelling> all(String api) {
        try (var table = Objects.requireNonNull(Spelling.class.getResourceAsStream("/spellings.txt"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> parse(line, api));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the path of the target as the HTTP server sees it. */
    public String path() {
        var path = target.replaceFirst("^https?://[^/]*", "");
        var query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    @Override
    public String toString() {
        return target.length() > 200 ? target.substring(0, 200) + "…" : target;
    }

    private static Spelling parse(String line, String api) {
        var columns = line.split(" +\\| +", COLUMNS);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException(line);
        }
        var canonical = columns[1].equals("refused") ? null : expand(columns[1], api);
        var answer = columns[2].strip().split(" ");
        var forwarded = answer.length > 2 ? expand(answer[2], api) : canonical;
        return new Spelling(
                expand(columns[0], api),
                canonical,
                forwarded,
                Integer.parseInt(answer[0]),
                answer.length > 1 && answer[1].equals("->"));
    }

    private static String expand(String text, String api) {
        var expanded = text.replace("{api}", api)
                .replace("{1k}", "a".repeat(1_000))
                .replace("{9k}", "a".repeat(9_000))
                .replace("{17k}", "a".repeat(17_000))
                .replace("{200 segments}", "/a".repeat(200));
        return java.util.regex.Pattern.compile("\\\\x([0-9a-f]{2})")
                .matcher(expanded)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }
}
