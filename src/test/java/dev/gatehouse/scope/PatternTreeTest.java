// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.scope.PatternTree.Entry;
import dev.gatehouse.scope.RequestPath.Canonical;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTreeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /a/b     | /a/b        | true
            /a/b     | /a/b/       | false
            /a/b/    | /a/b/       | true
            /a/b/    | /a/b        | false
            /a/b     | /a/B        | false
            /a/b     | /a          | false
            /a/b     | /a/b/c      | false
            /a/*     | /a/b        | true
            /a/*     | /a/%2a      | true
            /a/*     | /a/%2a%2a   | true
            /a/*     | /a/b%20c    | true
            /a/*     | /a/         | false
            /a/*     | /a          | false
            /a/*     | /a/b/       | false
            /a/*     | /a/b/c      | false
            /a/*/c   | /a/b/c      | true
            /a/*/c   | /a/b/d      | false
            /a/*/c   | /a//c       | false
            /*/b     | /a/b        | true
            /*/b     | /b          | false
            /a/**    | /a          | false
            /a/**    | /a/         | true
            /a/**    | /a/b        | true
            /a/**    | /a/b/c/d/   | true
            /a/**    | /ab/c       | false
            /a/*/**  | /a/b        | false
            /a/*/**  | /a/b/c      | true
            /a/b     | /a/*        | false
            /a/b     | /a/**       | false
            """)
    void patternMatches(String pattern, String path, boolean expected) {
        assertThat(matches(List.of(pattern), path)).isEqualTo(expected ? List.of(pattern) : List.of());
    }

    @Nested
    class MostSpecific {
        private static final List<String> PATTERNS =
                List.of("/a/**", "/a/*", "/a/b", "/a/*/c", "/a/b/**", "/a/b/*", "/a/*/*/x");

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                /a/b      | /a/b
                /a/x      | /a/*
                /a/       | /a/**
                /a/b/c    | /a/b/*
                /a/x/c    | /a/*/c
                /a/b/c/d  | /a/b/**
                /a/x/d    | /a/**
                /a/b/c/x  | /a/b/**
                /a/y/c/x  | /a/*/*/x
                """)
        void literalWinsOverStarAndStarOverBelow(String path, String expected) {
            assertThat(tree(PATTERNS).mostSpecific(path(path), any -> true)).containsExactly(expected);
        }

        @Test
        void nothingMatchesOutside() {
            assertThat(tree(PATTERNS).mostSpecific(path("/b/c"), any -> true)).isEmpty();
        }

        @Test
        void allValuesOfOnePatternAreFound() {
            var pattern = pattern("/a/*");
            var tree = new PatternTree<>(List.of(new Entry<>(pattern, 1), new Entry<>(pattern, 2)));

            assertThat(tree.mostSpecific(path("/a/b"), any -> true)).containsExactly(1, 2);
        }
    }

    @Test
    void everyMatchComesOnceMostSpecificFirst() {
        assertThat(matches(List.of("/**", "/a/**", "/a/*", "/*/b", "/a/b"), "/a/b"))
                .containsExactly("/a/b", "/a/*", "/a/**", "/*/b", "/**");
    }

    @Test
    void onlyWantedValuesCountAsTheMostSpecific() {
        assertThat(tree(List.of("/a/b", "/a/*", "/**")).mostSpecific(path("/a/b"), text -> !text.equals("/a/b")))
                .containsExactly("/a/*");
    }

    /** Compares the overlaps with the definition: two patterns overlap if a path exists that both match. */
    @Test
    void overlapsAreThosePatternsThatMatchAPathTogether() {
        var segments = List.of("a", "b", "*", "");
        var patterns = new ArrayList<String>();
        for (var first : segments) {
            for (var second : segments) {
                if (!first.isEmpty()) {
                    patterns.add("/" + first + "/" + second);
                    patterns.add("/" + first + "/" + (second.isEmpty() ? "" : second + "/") + "**");
                }
            }
        }
        var unique = patterns.stream().distinct().toList();
        var paths = Stream.of("a", "b", "x")
                .flatMap(first -> Stream.of("", "a", "b", "x", "a/", "b/", "x/", "a/y", "b/y", "x/y")
                        .map(rest -> path("/" + first + "/" + rest)))
                .toList();
        var tree = tree(unique);
        for (var pattern : unique) {
            var found = new ArrayList<String>();
            tree.forEachOverlap(pattern(pattern), found::add);
            assertThat(found)
                    .as(pattern)
                    .containsExactlyInAnyOrderElementsOf(unique.stream()
                            .filter(other ->
                                    paths.stream().anyMatch(path -> matches(pattern, path) && matches(other, path)))
                            .toList());
        }
    }

    private static boolean matches(String pattern, Canonical path) {
        return tree(List.of(pattern)).anyMatch(path, any -> true);
    }

    private static List<String> matches(List<String> patterns, String path) {
        var found = new ArrayList<String>();
        tree(patterns).forEachMatch(path(path), found::add);
        return found;
    }

    private static PatternTree<String> tree(List<String> patterns) {
        return new PatternTree<>(Stream.of(patterns)
                .flatMap(List::stream)
                .map(text -> new Entry<>(pattern(text), text))
                .toList());
    }

    private static UrlPattern pattern(String text) {
        return ((UrlPattern.Parsed.Good) UrlPattern.parse(text)).pattern();
    }

    private static Canonical path(String raw) {
        return (Canonical) RequestPath.parse(raw);
    }
}
