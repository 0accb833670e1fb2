package dev.gatehouse.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.scope.UrlPattern.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /integration/abc              | /integration/abc
            integration/abc               | /integration/abc
            /integration/abc/             | /integration/abc/
            /integration/abc/*            | /integration/abc/*
            /integration/*/abc            | /integration/*/abc
            /integration/abc/**           | /integration/abc/**
            /integration/**               | /integration/**
            /integration/a%62c/%e4%b8%ad  | /integration/abc/%E4%B8%AD
            /integration/a b              | refused
            /integration/a%20b            | /integration/a%20b
            /integration/"quoted"         | /integration/%22quoted%22
            /integration/%2a              | /integration/*
            """)
    void patternIsKeptInItsCanonicalSpelling(String typed, String expected) {
        if (expected.equals("refused")) {
            assertThat(UrlPattern.parseIntegration(typed)).isInstanceOf(Parsed.Bad.class);
            return;
        }
        assertThat(good(typed).toString()).isEqualTo(expected);
        assertThat(UrlPattern.stored(expected)).isEqualTo(good(typed));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /                              | must start with /integration/
            /integration                   | must start with /integration/
            /integrations/abc              | must start with /integration/
            /Integration/abc               | must start with /integration/
            /admin/api/**                  | must start with /integration/
            /*/abc                         | must start with /integration/
            /**                            | must start with /integration/
            http://host/integration/abc    | must be a path without empty segments, query or fragment
            /integration//abc              | must be a path without empty segments, query or fragment
            /integration/abc?x=1           | must be a path without empty segments, query or fragment
            /integration/abc#x             | must be a path without empty segments, query or fragment
            /integration/abc/{id}          | must name a path variable as *: /abc/{id} is written /abc/*
            /integration/./abc             | must not contain dot segments
            /integration/abc/.             | must not contain dot segments
            /integration/abc/%2e           | must not contain dot segments
            /integration/.                 | must not contain dot segments
            /integration/abc/..            | must not contain dot segments
            /integration/x/../abc          | must not contain dot segments
            /integration/%2e%2e/admin/api  | must not contain dot segments
            /integration/../../abc         | is not a path that can be matched safely
            /integration/a%2fb             | is not a path that can be matched safely
            /integration/a;b               | is not a path that can be matched safely
            /integration/%                 | is not a path that can be matched safely
            /integration/ä                 | is not a path that can be matched safely
            /integration/**/abc            | may have ** only as its last segment
            /integration/abc*              | may have * only as a whole segment
            /integration/*.json            | may have * only as a whole segment
            /integration/***               | may have * only as a whole segment
            """)
    void whatIsNoPatternIsRefusedInWords(String typed, String why) {
        assertThat(UrlPattern.parseIntegration(typed)).isEqualTo(new Parsed.Bad(why));
    }

    @Test
    void patternThatGrowsTooLongByEncodingIsRefused() {
        assertThat(UrlPattern.parseIntegration("/integration/" + "\"".repeat(900)))
                .isEqualTo(new Parsed.Bad("may have at most 1400 characters once it is encoded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/api/**"})
    void builtInPatternIsStored(String text) {
        assertThat(UrlPattern.stored(text).toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /x/a/b     | /x/a/*     | false
            /x/a/*     | /x/*/b     | true
            /x/a/*     | /x/*/*     | false
            /x/a/*     | /x/*/      | false
            /x/a/*     | /x/b/*     | false
            /x/a/*     | /x/*/b/c   | false
            /x/a/**    | /x/*/b     | true
            /x/a/**    | /x/*/b/c   | true
            /x/a/**    | /x/a/b     | false
            /x/a/**    | /x/a       | false
            /x/**      | /x/*/b     | false
            /x/*/**    | /x/a/b     | false
            /x/*/c/**  | /x/a/**    | true
            /x/*/c/**  | /x/a/*     | false
            /x/*/c/**  | /x/*/*/d   | true
            /x/a       | /x/a       | false
            """)
    void patternsCrossWhenNeitherCoversTheOther(String one, String other, boolean expected) {
        assertThat(UrlPattern.stored(one).crosses(UrlPattern.stored(other))).isEqualTo(expected);
        assertThat(UrlPattern.stored(other).crosses(UrlPattern.stored(one))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/x/a/b, /x/a/*",
        "/x/a/*, /x/*/b",
        "/x/a/**, /x/*/b/c",
        "/x/*/b, /x/**",
        "/x/*/b/c, /x/*/**",
        "/x/a/*/**, /x/a/**",
        "/x/a/, /x/a/**",
    })
    void firstSegmentThatDiffersDecidesWhichGoesBefore(String one, String other) {
        assertThat(UrlPattern.stored(one).goesBefore(UrlPattern.stored(other))).isTrue();
        assertThat(UrlPattern.stored(other).goesBefore(UrlPattern.stored(one))).isFalse();
    }

    @Test
    void patternDoesNotGoBeforeItself() {
        assertThat(UrlPattern.stored("/x/*").goesBefore(UrlPattern.stored("/x/*")))
                .isFalse();
    }

    private static UrlPattern good(String typed) {
        return ((Parsed.Good) UrlPattern.parseIntegration(typed)).pattern();
    }
}
