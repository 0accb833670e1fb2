package dev.gatehouse.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.scope.PatternTree.Entry;
import dev.gatehouse.scope.RequestPath.Canonical;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
            assertThat(tree(PATTERNS).mostSpecific(path(path))).containsExactly(expected);
        }

        @Test
        void nothingMatchesOutside() {
            assertThat(tree(PATTERNS).mostSpecific(path("/b/c"))).isEmpty();
        }

        @Test
        void allValuesOfOnePatternAreFound() {
            var pattern = pattern("/a/*");
            var tree = new PatternTree<>(List.of(new Entry<>(pattern, 1), new Entry<>(pattern, 2)));

            assertThat(tree.mostSpecific(path("/a/b"))).containsExactly(1, 2);
        }
    }

    @Test
    void everyMatchComesOnceMostSpecificFirst() {
        assertThat(matches(List.of("/**", "/a/**", "/a/*", "/*/b", "/a/b"), "/a/b"))
                .containsExactly("/a/b", "/a/*", "/a/**", "/*/b", "/**");
    }

    /** A hundred thousand patterns and a path that follows literals and stars alike. */
    @Test
    void timeDependsOnThePathAndNotOnTheNumberOfPatterns() {
        var tree = tree(IntStream.range(0, 100_000)
                .mapToObj(i -> "/integration/api" + i + "/*/items/*")
                .toList());
        var path = path("/integration/api99999/x/items/y");

        org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
            for (var i = 0; i < 100_000; i++) {
                assertThat(tree.mostSpecific(path)).hasSize(1);
            }
        });
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
