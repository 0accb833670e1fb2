// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about exposed services, and of the tabs of their section. */
@MessageBundle(value = "services", locale = "en")
public interface ServiceMessages {

    // Section

    String heading();

    String lead();

    String tabs();

    String tabProjects();

    String tabUpstreams();

    String importDo();

    String add();

    // List

    String searchLabel();

    String allProjects();

    String allKinds();

    String empty();

    String emptyAdvice();

    String name();

    String kind();

    String flowService();

    String restResource();

    String project();

    String path();

    String methods();

    String upstream();

    String lastUsed();

    String created();

    String changed();

    String imported();

    // Form

    String newHeading();

    String editHeading();

    String newLead();

    String flowServiceHint();

    String restResourceHint();

    String projectHint();

    String fixed();

    String nameHint();

    String resource();

    String resourceHint();

    String methodsHint();

    String upstreamUrl();

    String upstreamUrlHint();

    String description();

    String descriptionHint();

    String timeout();

    String timeoutIs();

    String timeoutHint();

    String limits();

    String cors();

    String corsHint();

    String corsOff();

    String corsOffHint();

    String corsAllow();

    String corsAllowHint();

    String corsOrigins();

    String corsOriginsHint();

    String corsPass();

    String corsPassHint();

    String rateLimit();

    String rateLimitHint();

    String rateRequests();

    String ratePerSeconds();

    String rateBurst();

    String rateBurstHint();

    String rateIs(int requests, int seconds, int burst);

    String unlimited();

    // Preview

    String preview();

    String previewUrl();

    String previewTarget();

    String previewEmpty();

    String previewNoTarget();

    String previewTaken();

    String callsGoTo();

    String callsNotTo();

    String declaredAs();

    String undeclared();

    // Service

    String importedNote();

    String scopes();

    String noScopes();

    String partly();

    String makeScope();

    String milliseconds(int n);

    // Deletion

    String select();

    String deleteSelected();

    String deleteSelectedHeading();

    String deleteSelectedExplanation();

    String howMany(int n);

    String willGo();

    String nothingSelected();

    String deleteHeading();

    String deleteExplanation();
}
