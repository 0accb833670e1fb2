// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.tokens;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of Token Management. */
@MessageBundle(value = "tokens", locale = "en")
public interface TokenMessages {

    // List

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String add();

    @Message
    String removeExpired();

    @Message
    String searchLabel();

    @Message
    String scopeFilter();

    @Message
    String onlyClient();

    @Message
    String onlyAccount();

    @Message
    String token();

    @Message
    String name();

    @Message
    String client();

    @Message
    String account();

    @Message
    String itself();

    @Message
    String scopes();

    @Message
    String issued();

    @Message
    String expires();

    @Message
    String lifetime();

    @Message
    String expired();

    @Message
    String refreshCount();

    @Message
    String unlimited();

    @Message
    String noRefresh();

    @Message
    String refreshExpires();

    @Message
    String lastUsed();

    @Message
    String active();

    @Message
    String revoked();

    @Message
    String select();

    @Message
    String deleteSelected();

    @Message
    String empty();

    @Message
    String emptyAdvice();

    @Message
    String seeClients();

    // Token

    @Message
    String id();

    @Message
    String grant();

    @Message
    String grantCode();

    @Message
    String grantImplicit();

    @Message
    String grantClientCredentials();

    @Message
    String grantPassword();

    @Message
    String grantAdministrator();

    @Message
    String events();

    @Message
    String noEvents();

    @Message
    String allEvents();

    @Message
    String whyDenied();

    // Add New Token

    @Message
    String addHeading();

    @Message
    String addLead();

    @Message
    String whichClient();

    @Message
    String searchClients();

    @Message
    String choose();

    @Message
    String resource();

    @Message
    String revokedAt();

    @Message
    String noClients();

    @Message
    String registerClient();

    @Message
    String anotherClient();

    @Message
    String inactiveClient();

    @Message
    String nameHint();

    @Message
    String days();

    @Message
    String daysHint();

    @Message
    String scopesHint();

    @Message
    String noScopes();

    @Message
    String openClient();

    @Message
    String addIt();

    @Message
    String addedHeading();

    @Message
    String addedExplanation();

    @Message
    String accessToken();

    @Message
    String tryIt();

    @Message
    String tryItHint();

    @Message
    String nothingToCall();

    @Message
    String toToken();

    // Deletion

    @Message
    String deleteHeading();

    @Message
    String deleteExplanation();

    @Message
    String nothingSelected();

    @Message
    String willGo();

    @Message
    String deleteThem();

    @Message
    String found(int n);

    @Message
    String howMany(int n);

    @Message
    String lately(int n);
}
