// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.scope.RequestPath.Canonical;
import dev.gatehouse.scope.RequestPath.Refused;
import dev.gatehouse.testing.Respelling;
import dev.gatehouse.testing.Spelling;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestPathTest {
    private static final String API = "/integration/restv2/development/fldemo/Echo";
    private static final long SEED = 20_261_121;
    private static final int RESPELLINGS = 20_000;

    static Stream<Spelling> spellings() {
        return Spelling.all(API);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void spellingHasTheSegmentsOfItsPlainSpellingOrIsRefused(Spelling spelling) {
        switch (RequestPath.parse(spelling.path())) {
            case Canonical path -> {
                assertThat(path.toString()).isEqualTo(spelling.canonical());
                assertThat(path.forwarded(0)).isEqualTo(spelling.forwarded());
            }
            case Refused(var why) ->
                assertThat(spelling.canonical()).as(why.inEnglish()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void canonicalSpellingIsItsOwn(Spelling spelling) {
        if (RequestPath.parse(spelling.path()) instanceof Canonical path) {
            assertThat(RequestPath.parse(path.toString())).isEqualTo(path);
            assertThat(path(path.forwarded(0)))
                    .isEqualTo(path)
                    .extracting(same -> same.forwarded(0))
                    .isEqualTo(path.forwarded(0));
        }
    }

    @Test
    void randomRespellingIsRefusedOrTheSamePath() {
        var respelling = new Respelling(SEED);
        for (var plain : List.of(
                API + "/public/a",
                API + "/secret",
                "/admin/api/v1/clients",
                API + "/public/a%20b",
                API + "/o:r@d+e,r/$&='()*!")) {
            var accepted = 0;
            for (var i = 0; i < RESPELLINGS; i++) {
                var spelling = respelling.of(plain);
                if (RequestPath.parse(spelling) instanceof Canonical path) {
                    accepted++;
                    assertThat(path).as(spelling).isEqualTo(RequestPath.parse(plain));
                }
            }
            assertThat(accepted).as("accepted spellings of %s", plain).isGreaterThan(RESPELLINGS / 20);
        }
    }

    @Nested
    class Prefix {
        @Test
        void isOneSegmentBySegment() {
            assertThat(path("/a/b/c").startsWith(path("/a/b"))).isTrue();
            assertThat(path("/a/b").startsWith(path("/a/b"))).isTrue();
            assertThat(path("/a/bc").startsWith(path("/a/b"))).isFalse();
            assertThat(path("/a").startsWith(path("/a/b"))).isFalse();
        }
    }

    @Nested
    class Forwarded {
        @Test
        void fromASegmentOn() {
            assertThat(path("/a/b/%63%20d/").forwarded(2)).isEqualTo("/c%20d/");
            assertThat(path("/a").forwarded(1)).isEmpty();
        }

        @Test
        void encodesReservedCharactersAsTheyWereSentAndOthersInOneWay() {
            assertThat(path("/a%3acancel/b:cancel/%41%7e%c3%a4%20\"").forwarded(0))
                    .isEqualTo("/a%3Acancel/b:cancel/A~%C3%A4%20%22");
            assertThat(path("/a%3acancel").toString()).isEqualTo("/a:cancel");
        }

        @Test
        void makesNoDifferenceToWhatIsMatched() {
            assertThat(path("/a%3Acancel")).isEqualTo(path("/a:cancel")).hasSameHashCodeAs(path("/a:cancel"));
        }
    }

    private static Canonical path(String raw) {
        return (Canonical) RequestPath.parse(raw);
    }
}
