// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.scopes;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of Scope Management. */
@MessageBundle(value = "scopes", locale = "en")
public interface ScopeMessages {

    // List

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String add();

    @Message
    String searchLabel();

    // Form and scope

    @Message
    String name();

    @Message
    String nameHint();

    @Message
    String nameFixed();

    @Message
    String description();

    @Message
    String descriptionHint();

    @Message
    String serviceUrls();

    @Message
    String serviceUrlsHint();

    @Message
    String limitedTo();

    @Message
    String limitedToHint();

    @Message
    String everybody();

    @Message
    String methods();

    @Message
    String url();

    @Message
    String changed();

    @Message
    String created();

    @Message
    String newHeading();

    @Message
    String editHeading();

    @Message
    String empty();

    @Message
    String emptyAdvice();

    @Message
    String deleteHeading();

    @Message
    String deleteExplanation();

    @Message
    String builtInNote();

    // Coverage

    @Message
    String covers();

    @Message
    String coversNote();

    @Message
    String coversNothing();

    @Message
    String coversSome(int n);

    @Message
    String andMore(int n);

    @Message
    String partly();

    @Message
    String perhaps();

    @Message
    String whichCovers(int n);

    @Message
    String callsGoTo();

    @Message
    String callsNotTo();

    @Message
    String pick();

    @Message
    String pickNote();

    @Message
    String pickSearch();

    @Message
    String addUrl();

    @Message
    String wholeApi();

    @Message
    String flowServices();

    @Message
    String noServices();

    @Message
    String moreServices();

    // Usage

    @Message
    String clients();

    @Message
    String noClients();

    @Message
    String liveTokens();

    @Message
    String lastUsed();

    @Message
    String neverUsed();

    @Message
    String moreThan();

    // Review of a change

    @Message
    String reviewHeading();

    @Message
    String reviewLead();

    @Message
    String lost();

    @Message
    String gained();

    @Message
    String concerned();

    @Message
    String losing();

    @Message
    String gaining();

    @Message
    String groupsBefore();

    @Message
    String groupsAfter();

    @Message
    String shutOut();

    @Message
    String client();

    @Message
    String service();

    @Message
    String saveNow();

    @Message
    String goOnEditing();

    @Message
    String tokensCount();

    @Message
    String inUse();
}
