// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.problem.ErrorText;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The codes and values of details: what is stored, and what becomes of it on a page. */
class StoredDetailTest {
    private static final String LONG = "x".repeat(3_000);

    private static AuditRecord record(ErrorText detail) {
        var event = AuditEvent.denied(AuditAction.TOKEN_REFUSED).detail(detail);
        return new AuditRecord(new UUID(0, 1), Instant.EPOCH, null, event);
    }

    private static String german(String detail, String code, String values) {
        return new AuditEventView(
                        new UUID(0, 1),
                        Instant.EPOCH,
                        "token.refused",
                        AuditEvent.Outcome.DENIED,
                        null,
                        null,
                        null,
                        null,
                        detail,
                        1,
                        null,
                        code,
                        values)
                .detailIn(Locale.GERMAN, UnaryOperator.identity());
    }

    private static String german(AuditRecord record) {
        return german(record.detail, record.detailCode, record.detailValues);
    }

    @Nested
    class Wording {

        @Test
        void textsWithinATextAreWordedToo() {
            var change = AuditDetails.changed("label", AuditDetails.none(), AuditDetails.value("\"a\\b\" {0}"));
            var stored = record(AuditDetails.changes(List.of(change, AuditDetails.value("scopes"))));

            assertThat(stored.detail).isEqualTo("label: none → \"a\\b\" {0}, scopes");
            assertThat(german(stored)).isEqualTo("label: kein Wert → \"a\\b\" {0}, scopes");
        }

        @Test
        void textOfAnotherKindStaysEnglish() {
            var stored = record(AuditDetails.refused(OAuthError.INVALID_GRANT, () -> "the moon is full"));

            assertThat(german(stored)).isEqualTo("invalid_grant: the moon is full");
        }

        @Test
        void valueHasNoCode() {
            var stored = new AuditRecord(
                    new UUID(0, 1),
                    Instant.EPOCH,
                    null,
                    AuditEvent.success(AuditAction.PASSKEY_ADDED).value("Firefox"));

            assertThat(stored.detail).isEqualTo("Firefox");
            assertThat(stored.detailCode).isNull();
            assertThat(stored.detailValues).isNull();
            assertThat(german(stored)).isEqualTo("Firefox");
        }
    }

    @Nested
    class OfOtherVersions {

        @Test
        void withoutACodeStaysAsItIs() {
            assertThat(german("as before", null, null)).isEqualTo("as before");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "event.of-tomorrow | []",
                    "event.refused | [\"invalid_grant\"]",
                    "event.refused | [\"invalid_grant\",{\"code\":\"event.of-tomorrow\",\"values\":[]}]",
                    "event.changes | [[{\"values\":[]}]]",
                    "event.refused | no JSON",
                    "event.refused |",
                })
        void whatThisVersionCannotWordStaysAsItIs(String code, String values) {
            assertThat(german("as it is", code, values)).isEqualTo("as it is");
        }
    }

    @Nested
    class Bounds {

        @Test
        void valuesHaveTheLengthOfADetailTogether() {
            var stored = record(AuditDetails.changed(LONG, AuditDetails.value(LONG), AuditDetails.value(LONG)));

            assertThat(stored.detail).hasSize(2_000).endsWith("x…");
            assertThat(stored.detailValues).hasSizeLessThan(2_200);
            assertThat(german(stored)).hasSize(2_000).endsWith("…");
        }

        @Test
        void listsEndAfterThatLength() {
            var entries = IntStream.range(0, 100_000)
                    .mapToObj(i -> AuditDetails.value(""))
                    .toList();

            var stored = record(AuditDetails.changes(entries));

            assertThat(stored.detailValues).hasSizeLessThan(60_000).endsWith(",\"…\"]]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r", "\u0000", "\u001b"})
        void controlCharactersAreReplaced(String character) {
            var stored = record(AuditDetails.value("a" + character + "b"));

            assertThat(stored.detail).isEqualTo("a�b");
            assertThat(stored.detailValues).isEqualTo("[\"a�b\"]");
        }

        @Test
        void emptyListsAndTextsStay() {
            assertThat(record(AuditDetails.changes(Collections.emptyList())).detailValues)
                    .isEqualTo("[[]]");
        }
    }
}
