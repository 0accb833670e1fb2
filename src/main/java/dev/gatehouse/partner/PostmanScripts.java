// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/**
 * What the requests of a collection do before and after they are sent, in the JavaScript of Postman's sandbox, in
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

    /** Before each request that changes data: none is sent by running the collection, or without its ids. */
    static native TemplateInstance skipUnlessMeant();
}
