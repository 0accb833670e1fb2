// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts that all pages of the console share. Sections have bundles of their own. */
@MessageBundle(value = "console", locale = "en")
public interface ConsoleMessages {

    // Navigation

    @Message
    String skipToContent();

    @Message
    String menu();

    @Message
    String navigation();

    @Message
    String overview();

    @Message
    String clientRegistration();

    @Message
    String scopeManagement();

    @Message
    String tokenManagement();

    @Message
    String services();

    @Message
    String accountsAndGroups();

    @Message
    String settings();

    @Message
    String auditLog();

    @Message
    String whyDenied();

    @Message
    String myAccess();

    @Message
    String auditor();

    // Notices

    @Message
    String noticeCreated();

    @Message
    String noticeSaved();

    @Message
    String noticeDeleted();

    @Message
    String noticeImported();

    @Message
    String noticeTokensDeleted();

    @Message
    String noticeExpiredRemoved();

    // Permission

    @Message
    String forbidden();

    @Message
    String forbiddenAuditor();

    @Message
    String forbiddenNoRole();

    // Forms

    @Message
    String optional();

    @Message
    String risky();

    @Message
    String save();

    @Message
    String cancel();

    @Message
    String edit();

    @Message
    String delete();

    @Message
    String back();

    @Message
    String mistakes();

    @Message
    String overtaken();

    @Message
    String overtakenAdvice();

    @Message
    String meanwhileSaved();

    @Message
    String copy();

    // Lists

    @Message
    String searchButton();

    @Message
    String clear();

    @Message
    String busy();

    @Message
    String pages();

    @Message
    String firstPage();

    @Message
    String nextPage();

    @Message
    String nothingFound();

    @Message
    String selectAll();

    // Values

    @Message
    String active();

    @Message
    String inactive();

    @Message
    String builtIn();

    @Message
    String never();

    @Message
    String none();

    @Message
    String all();

    @Message
    String yes();

    @Message
    String no();

    // Times

    @Message
    String secondsAgo();

    @Message
    String minutesAgo(long n);

    @Message
    String hoursAgo(long n);

    @Message
    String daysAgo(long n);

    @Message
    String monthsAgo(long n);

    @Message
    String yearsAgo(long n);

    @Message
    String inSeconds();

    @Message
    String inMinutes(long n);

    @Message
    String inHours(long n);

    @Message
    String inDays(long n);

    @Message
    String inMonths(long n);

    @Message
    String inYears(long n);

    // Overview

    @Message
    String firstSteps();

    @Message
    String firstStepsLead();

    @Message
    String stepServices();

    @Message
    String stepServicesWhy();

    @Message
    String stepServicesDo();

    @Message
    String stepScopes();

    @Message
    String stepScopesWhy();

    @Message
    String stepScopesDo();

    @Message
    String stepClients();

    @Message
    String stepClientsWhy();

    @Message
    String stepClientsDo();

    @Message
    String stepTokens();

    @Message
    String stepTokensWhy();

    @Message
    String stepTokensDo();

    @Message
    String done();

    @Message
    String goOn();

    @Message
    String goOnServices();

    @Message
    String goOnScopes();

    @Message
    String goOnClients();

    @Message
    String deniedLately();

    @Message
    String deniedAll();

    @Message
    String lookInto();

    @Message
    String lookWhyDenied();

    @Message
    String lookAudit();

    @Message
    String lookTokens();
}
