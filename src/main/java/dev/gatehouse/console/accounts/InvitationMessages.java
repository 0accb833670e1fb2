// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about invitations. */
@MessageBundle(value = "invitations", locale = "en")
public interface InvitationMessages {

    // List

    String heading();

    String lead();

    String invite();

    String searchLabel();

    String empty();

    String emptyAdvice();

    // Invitation

    String invitation();

    String invitee();

    String noName();

    String username();

    String usernameHint();

    String displayName();

    String displayNameHint();

    String role();

    String roleNoneHint();

    String roleAdministratorHint();

    String createdBy();

    String created();

    String expires();

    // Form

    String formLead();

    String lifetime();

    String hour();

    String day();

    String week();

    String month();

    String create();

    // Link

    String linkHeading();

    String link();

    String linkOnce();

    String linkHandOver();

    String linkDone();

    // Revocation

    String revoke();

    String revokeHeading();

    String revokeExplanation();

    String noticeRevoked();
}
