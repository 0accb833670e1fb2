// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One line of {@code spellings.txt}: how a request target may be spelled, and what comes of it.
 *
 * @param target one character per byte
 * @param canonical the canonical path, null when it is refused
 * @param forwarded what a service behind the gateway gets to see of it, if it is let through: the canonical path unless the
 *     table says something else
 * @param status what GET answers to a token that may see {@code {api}/public/**} only
 * @param reachesService whether the call was let through
 */
public record Spelling(String target, String canonical, String forwarded, int status, boolean reachesService) {
    private static final int COLUMNS = 3;

    /** The whole table, with {@code {api}} standing for that path. */
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

    /** The path of the target as the server's HTTP layer finds it. */
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
