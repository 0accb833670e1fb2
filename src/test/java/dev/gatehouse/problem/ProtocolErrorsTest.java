// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.oauth.Fault;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The text of a fault on a page is the description that the client gets. */
class ProtocolErrorsTest {

    @ParameterizedTest
    @EnumSource(Fault.Kind.class)
    void haveTheEnglishTextOfTheirFault(Fault.Kind kind) {
        var fault = new Fault(kind, List.of("code", 2048));

        var text = ProtocolErrors.of(fault);

        assertThat(text.inEnglish()).isEqualTo(fault.inEnglish());
        assertThat(text.in(Locale.GERMAN)).isNotEqualTo(fault.inEnglish());
    }
}
