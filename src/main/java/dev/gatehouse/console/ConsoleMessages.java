// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts that all pages of the console share. Sections have bundles of their own. */
@MessageBundle(value = "console", locale = "en")
public interface ConsoleMessages {

    // Navigation

    String skipToContent();

    String menu();

    String navigation();

    String overview();

    String tenants();

    String nodes();

    String clientRegistration();

    String scopeManagement();

    String tokenManagement();

    String services();

    String accountsAndGroups();

    String settings();

    String auditLog();

    String whyDenied();

    String myAccess();

    String auditor();

    // Notices

    String noticeCreated();

    String noticeSaved();

    String noticeDeleted();

    String noticeImported();

    String noticeTokensDeleted();

    String noticeTokensGone();

    String noticeExpiredRemoved();

    // Permission

    String forbidden();

    String forbiddenAuditor();

    String forbiddenNoRole();

    String forbiddenEntry();

    // Forms

    String optional();

    String risky();

    String save();

    String cancel();

    String edit();

    String delete();

    String back();

    String mistakes();

    String overtaken();

    String overtakenAdvice();

    String meanwhileSaved();

    String copy();

    // Lists

    String searchButton();

    String clear();

    String busy();

    String pages();

    String firstPage();

    String nextPage();

    String nothingFound();

    String selectAll();

    // Values

    String active();

    String inactive();

    String builtIn();

    String managed();

    String managedNote();

    String managedEdits();

    String never();

    String none();

    String all();

    String yes();

    String no();

    // Times

    String secondsAgo();

    String minutesAgo(long n);

    String hoursAgo(long n);

    String daysAgo(long n);

    String monthsAgo(long n);

    String yearsAgo(long n);

    String inSeconds();

    String inMinutes(long n);

    String inHours(long n);

    String inDays(long n);

    String inMonths(long n);

    String inYears(long n);

    // Overview

    String firstSteps();

    String firstStepsLead();

    String stepServices();

    String stepServicesWhy();

    String stepServicesDo();

    String stepScopes();

    String stepScopesWhy();

    String stepScopesDo();

    String stepClients();

    String stepClientsWhy();

    String stepClientsDo();

    String stepTokens();

    String stepTokensWhy();

    String stepTokensDo();

    String done();

    String goOn();

    String goOnServices();

    String goOnScopes();

    String goOnClients();

    String deniedLately();

    String deniedAll();

    String lookInto();

    String lookWhyDenied();

    String lookAudit();

    String lookTokens();
}
