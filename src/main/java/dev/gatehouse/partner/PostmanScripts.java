// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/**
 * The scripts that run before and after requests, in the JavaScript of Postman's sandbox. The templates are in
 * {@code templates/partner/postman}.
 */
@CheckedTemplate(basePath = "partner/postman")
final class PostmanScripts {
    private PostmanScripts() {}

    static native TemplateInstance askForAToken();

    static native TemplateInstance askForACode();

    static native TemplateInstance openInABrowser();

    static native TemplateInstance keepTheTokens();

    static native TemplateInstance tellWhetherActive();

    static native TemplateInstance tellWhetherRevoked();

    /**
     * Skips a request that changes data, unless the environment variable {@code changeData} is {@code yes} and all path
     * variables have values.
     */
    static native TemplateInstance skipUnlessMeant();
}
