// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator.entry;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts about entries of operators, for the pages on the hosts of tenants. */
@MessageBundle(value = "entry", locale = "en")
public interface EntryMessages {

    // Entry

    String heading();

    String lead();

    String operator();

    String reason();

    String access();

    String readOnly();

    String withChanges();

    String audited();

    String enter();

    String invalid();

    String invalidExplanation();

    // Entered console

    String entered();

    String until();

    String leave();

    String withoutAccount();

    String withoutAccountExplanation();

    String toConsole();

    // End

    String left();

    String leftExplanation();
}
