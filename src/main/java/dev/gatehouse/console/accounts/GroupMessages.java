// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about groups. */
@MessageBundle(value = "groups", locale = "en")
public interface GroupMessages {

    // List

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String add();

    @Message
    String searchLabel();

    @Message
    String empty();

    @Message
    String emptyAdvice();

    // Form

    @Message
    String name();

    @Message
    String nameHint();

    @Message
    String description();

    @Message
    String descriptionHint();

    @Message
    String created();

    @Message
    String newHeading();

    @Message
    String editHeading();

    // Deletion

    @Message
    String deleteHeading();

    @Message
    String deleteExplanation();

    // Members

    @Message
    String membersOf();

    @Message
    String accounts();

    @Message
    String clients();

    @Message
    String more(int n);

    @Message
    String limits();

    @Message
    String addAccounts();

    @Message
    String addClients();

    @Message
    String searchAccounts();

    @Message
    String searchClients();

    @Message
    String noAccounts();

    @Message
    String noClients();

    @Message
    String accountsLead();

    @Message
    String clientsLead();

    @Message
    String select();

    @Message
    String remove();

    @Message
    String removeHeading();

    @Message
    String removeThem();

    @Message
    String removeLoses();

    @Message
    String opens();

    @Message
    String opensNothing();

    @Message
    String limitScope();

    @Message
    String removeHint();

    @Message
    String addSelected();

    @Message
    String member();

    @Message
    String state();

    @Message
    String nothingSelected();

    @Message
    String noOneToAdd();
}
