// SPDX-License-Identifier: Apache-2.0
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
            /                              | The path must start with /integration/.
            /integration                   | The path must start with /integration/.
            /integrations/abc              | The path must start with /integration/.
            /Integration/abc               | The path must start with /integration/.
            /admin/api/**                  | The path must start with /integration/.
            /*/abc                         | The path must start with /integration/.
            /**                            | The path must start with /integration/.
            http://host/integration/abc    | Enter a path without empty segments, query or fragment.
            /integration//abc              | Enter a path without empty segments, query or fragment.
            /integration/abc?x=1           | Enter a path without empty segments, query or fragment.
            /integration/abc#x             | Enter a path without empty segments, query or fragment.
            /integration/abc/{id}          | Write a path variable as *: /abc/* instead of /abc/{id}.
            /integration/./abc             | The segments . and .. are not allowed.
            /integration/abc/.             | The segments . and .. are not allowed.
            /integration/abc/%2e           | The segments . and .. are not allowed.
            /integration/.                 | The segments . and .. are not allowed.
            /integration/abc/..            | The segments . and .. are not allowed.
            /integration/x/../abc          | The segments . and .. are not allowed.
            /integration/%2e%2e/admin/api  | The segments . and .. are not allowed.
            /integration/../../abc         | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
            /integration/a%2fb             | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
            /integration/a;b               | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
            /integration/%                 | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
            /integration/ä                 | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
            /integration/**/abc            | ** is allowed only as the last segment.
            /integration/abc*              | * is allowed only as a whole segment.
            /integration/*.json            | * is allowed only as a whole segment.
            /integration/***               | * is allowed only as a whole segment.
            """)
    void whatIsNoPatternIsRefusedInWords(String typed, String why) {
        assertThat(UrlPattern.parseIntegration(typed))
                .isInstanceOfSatisfying(
                        Parsed.Bad.class,
                        bad -> assertThat(bad.why().inEnglish()).isEqualTo(why));
    }

    @Test
    void patternThatGrowsTooLongByEncodingIsRefused() {
        assertThat(UrlPattern.parseIntegration("/integration/" + "\"".repeat(900)))
                .isInstanceOfSatisfying(
                        Parsed.Bad.class,
                        bad -> assertThat(bad.why().inEnglish())
                                .isEqualTo("At most 1400 characters are allowed once the path is encoded."));
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
        assertThat(UrlPattern.stored(one).overlapsPartly(UrlPattern.stored(other)))
                .isEqualTo(expected);
        assertThat(UrlPattern.stored(other).overlapsPartly(UrlPattern.stored(one)))
                .isEqualTo(expected);
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
        assertThat(UrlPattern.stored(one).hasPrecedenceOver(UrlPattern.stored(other)))
                .isTrue();
        assertThat(UrlPattern.stored(other).hasPrecedenceOver(UrlPattern.stored(one)))
                .isFalse();
    }

    @Test
    void patternDoesNotGoBeforeItself() {
        assertThat(UrlPattern.stored("/x/*").hasPrecedenceOver(UrlPattern.stored("/x/*")))
                .isFalse();
    }

    private static UrlPattern good(String typed) {
        return ((Parsed.Good) UrlPattern.parseIntegration(typed)).pattern();
    }
}
