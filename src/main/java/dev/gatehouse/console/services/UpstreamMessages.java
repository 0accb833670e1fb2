// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about declared upstreams. */
@MessageBundle(value = "upstreams", locale = "en")
public interface UpstreamMessages {

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

    // General

    @Message
    String url();

    @Message
    String urlHint();

    @Message
    String description();

    @Message
    String descriptionHint();

    // Authentication

    @Message
    String authentication();

    @Message
    String authenticationHint();

    @Message
    String none();

    @Message
    String noneHint();

    @Message
    String header();

    @Message
    String headerHint();

    @Message
    String clientCredentials();

    @Message
    String clientCredentialsHint();

    @Message
    String headerName();

    @Message
    String headerNameHint();

    @Message
    String headerValue();

    @Message
    String tokenUrl();

    @Message
    String tokenUrlHint();

    @Message
    String clientId();

    @Message
    String clientIdHint();

    @Message
    String clientSecret();

    @Message
    String secretHint();

    @Message
    String secretKept();

    @Message
    String secretAgain();

    @Message
    String secretIs();

    @Message
    String clientAuthentication();

    @Message
    String basic();

    @Message
    String post();

    @Message
    String scope();

    @Message
    String scopeHint();

    @Message
    String resource();

    @Message
    String resourceHint();

    @Message
    String audience();

    @Message
    String audienceHint();

    // Connection

    @Message
    String connection();

    @Message
    String trustedCertificates();

    @Message
    String trustedCertificatesHint();

    @Message
    String systemTrust();

    @Message
    String maxConcurrent();

    @Message
    String maxConcurrentHint();

    @Message
    String breaker();

    @Message
    String breakerIs();

    @Message
    String warnings();

    // Pages of an upstream

    @Message
    String created();

    @Message
    String changed();

    @Message
    String newHeading();

    @Message
    String editHeading();

    @Message
    String deleteHeading();

    @Message
    String services();

    @Message
    String noServices();

    @Message
    String deleteServices(int n);

    @Message
    String deleteExplanation();
}
