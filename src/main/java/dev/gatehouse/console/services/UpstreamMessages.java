// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about declared upstreams. */
@MessageBundle(value = "upstreams", locale = "en")
public interface UpstreamMessages {

    // List

    String heading();

    String lead();

    String add();

    String searchLabel();

    String empty();

    String emptyAdvice();

    // General

    String url();

    String urlHint();

    String description();

    String descriptionHint();

    // Authentication

    String authentication();

    String authenticationHint();

    String none();

    String noneHint();

    String header();

    String headerHint();

    String clientCredentials();

    String clientCredentialsHint();

    String headerName();

    String headerNameHint();

    String headerValue();

    String tokenUrl();

    String tokenUrlHint();

    String clientId();

    String clientIdHint();

    String clientSecret();

    String secretHint();

    String secretKept();

    String secretAgain();

    String secretIs();

    String clientAuthentication();

    String basic();

    String post();

    String scope();

    String scopeHint();

    String resource();

    String resourceHint();

    String audience();

    String audienceHint();

    // Connection

    String connection();

    String trustedCertificates();

    String trustedCertificatesHint();

    String systemTrust();

    String maxConcurrent();

    String maxConcurrentHint();

    String breaker();

    String breakerIs();

    String warnings();

    // Pages of an upstream

    String created();

    String changed();

    String newHeading();

    String editHeading();

    String deleteHeading();

    String services();

    String noServices();

    String deleteServices(int n);

    String deleteExplanation();
}
