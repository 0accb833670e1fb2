// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.scopes;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of Scope Management. */
@MessageBundle(value = "scopes", locale = "en")
public interface ScopeMessages {

    // List

    String heading();

    String lead();

    String add();

    String searchLabel();

    // Form and scope

    String name();

    String nameHint();

    String nameFixed();

    String description();

    String descriptionHint();

    String serviceUrls();

    String serviceUrlsHint();

    String limitedTo();

    String limitedToHint();

    String everybody();

    String methods();

    String url();

    String changed();

    String created();

    String newHeading();

    String editHeading();

    String empty();

    String emptyAdvice();

    String deleteHeading();

    String deleteExplanation();

    String builtInNote();

    // Coverage

    String covers();

    String coversNote();

    String coversNothing();

    String coversSome(int n);

    String andMore(int n);

    String partly();

    String perhaps();

    String whichCovers(int n);

    String callsGoTo();

    String callsNotTo();

    String pick();

    String pickNote();

    String pickSearch();

    String addUrl();

    String wholeApi();

    String flowServices();

    String noServices();

    String moreServices();

    // Usage

    String clients();

    String noClients();

    String liveTokens();

    String lastUsed();

    String neverUsed();

    String moreThan();

    // Review of a change

    String reviewHeading();

    String reviewLead();

    String lost();

    String gained();

    String concerned();

    String losing();

    String gaining();

    String groupsBefore();

    String groupsAfter();

    String shutOut();

    String client();

    String service();

    String saveNow();

    String goOnEditing();

    String tokensCount();

    String inUse();
}
