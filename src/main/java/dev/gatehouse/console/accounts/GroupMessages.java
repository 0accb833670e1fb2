// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about groups. */
@MessageBundle(value = "groups", locale = "en")
public interface GroupMessages {

    // List

    String heading();

    String lead();

    String add();

    String searchLabel();

    String empty();

    String emptyAdvice();

    // Form

    String name();

    String nameHint();

    String description();

    String descriptionHint();

    String created();

    String newHeading();

    String editHeading();

    // Deletion

    String deleteHeading();

    String deleteExplanation();

    // Members

    String membersOf();

    String accounts();

    String clients();

    String more(int n);

    String limits();

    String addAccounts();

    String addClients();

    String searchAccounts();

    String searchClients();

    String noAccounts();

    String noClients();

    String accountsLead();

    String clientsLead();

    String select();

    String remove();

    String removeHeading();

    String removeThem();

    String removeLoses();

    String opens();

    String opensNothing();

    String limitScope();

    String removeHint();

    String addSelected();

    String member();

    String state();

    String nothingSelected();

    String noOneToAdd();
}
