// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.tokens;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of Token Management. */
@MessageBundle(value = "tokens", locale = "en")
public interface TokenMessages {

    // List

    String heading();

    String lead();

    String add();

    String removeExpired();

    String searchLabel();

    String scopeFilter();

    String onlyClient();

    String onlyAccount();

    String token();

    String name();

    String client();

    String account();

    String itself();

    String scopes();

    String issued();

    String expires();

    String lifetime();

    String expired();

    String refreshCount();

    String unlimited();

    String noRefresh();

    String refreshExpires();

    String lastUsed();

    String active();

    String revoked();

    String select();

    String deleteSelected();

    String empty();

    String emptyAdvice();

    String seeClients();

    // Token

    String id();

    String grant();

    String grantCode();

    String grantImplicit();

    String grantClientCredentials();

    String grantPassword();

    String grantAdministrator();

    String events();

    String noEvents();

    String allEvents();

    String whyDenied();

    // Add New Token

    String addHeading();

    String addLead();

    String whichClient();

    String searchClients();

    String choose();

    String resource();

    String revokedAt();

    String noClients();

    String registerClient();

    String anotherClient();

    String inactiveClient();

    String nameHint();

    String days();

    String daysHint();

    String scopesHint();

    String noScopes();

    String openClient();

    String addIt();

    String addedHeading();

    String addedExplanation();

    String accessToken();

    String tryIt();

    String tryItHint();

    String nothingToCall();

    String toToken();

    // Deletion

    String deleteHeading();

    String deleteExplanation();

    String nothingSelected();

    String willGo();

    String deleteThem();

    String found(int n);

    String howMany(int n);

    String lately(int n);
}
