// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about exposed services, and of the tabs of their section. */
@MessageBundle(value = "services", locale = "en")
public interface ServiceMessages {

    // Section

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String tabs();

    @Message
    String tabProjects();

    @Message
    String tabUpstreams();

    @Message
    String importDo();

    @Message
    String add();

    // List

    @Message
    String searchLabel();

    @Message
    String allProjects();

    @Message
    String allKinds();

    @Message
    String empty();

    @Message
    String emptyAdvice();

    @Message
    String name();

    @Message
    String kind();

    @Message
    String flowService();

    @Message
    String restResource();

    @Message
    String project();

    @Message
    String path();

    @Message
    String methods();

    @Message
    String upstream();

    @Message
    String lastUsed();

    @Message
    String created();

    @Message
    String changed();

    @Message
    String imported();

    // Form

    @Message
    String newHeading();

    @Message
    String editHeading();

    @Message
    String newLead();

    @Message
    String flowServiceHint();

    @Message
    String restResourceHint();

    @Message
    String projectHint();

    @Message
    String fixed();

    @Message
    String nameHint();

    @Message
    String resource();

    @Message
    String resourceHint();

    @Message
    String methodsHint();

    @Message
    String upstreamUrl();

    @Message
    String upstreamUrlHint();

    @Message
    String description();

    @Message
    String descriptionHint();

    @Message
    String timeout();

    @Message
    String timeoutIs();

    @Message
    String timeoutHint();

    @Message
    String limits();

    @Message
    String cors();

    @Message
    String corsHint();

    @Message
    String corsOff();

    @Message
    String corsOffHint();

    @Message
    String corsAllow();

    @Message
    String corsAllowHint();

    @Message
    String corsOrigins();

    @Message
    String corsOriginsHint();

    @Message
    String corsPass();

    @Message
    String corsPassHint();

    @Message
    String rateLimit();

    @Message
    String rateLimitHint();

    @Message
    String rateRequests();

    @Message
    String ratePerSeconds();

    @Message
    String rateBurst();

    @Message
    String rateBurstHint();

    @Message
    String rateIs(int requests, int seconds, int burst);

    @Message
    String unlimited();

    // Preview

    @Message
    String preview();

    @Message
    String previewUrl();

    @Message
    String previewTarget();

    @Message
    String previewEmpty();

    @Message
    String previewNoTarget();

    @Message
    String previewTaken();

    @Message
    String callsGoTo();

    @Message
    String callsNotTo();

    @Message
    String declaredAs();

    @Message
    String undeclared();

    // Service

    @Message
    String importedNote();

    @Message
    String scopes();

    @Message
    String noScopes();

    @Message
    String partly();

    @Message
    String makeScope();

    @Message
    String milliseconds(int n);

    // Deletion

    @Message
    String select();

    @Message
    String deleteSelected();

    @Message
    String deleteSelectedHeading();

    @Message
    String deleteSelectedExplanation();

    @Message
    String howMany(int n);

    @Message
    String willGo();

    @Message
    String nothingSelected();

    @Message
    String deleteHeading();

    @Message
    String deleteExplanation();
}
