// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.whydenied;

import dev.gatehouse.console.Form;
import dev.gatehouse.gateway.explain.Explanation;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/** The page <em>Why denied?</em> in {@code templates/console/whydenied}. */
@CheckedTemplate(basePath = "console/whydenied")
public final class WhyDeniedPageTemplates {
    private WhyDeniedPageTemplates() {}

    /**
     * The question with its answer.
     *
     * @param explanation the answer; null if nothing was asked yet
     */
    public static native TemplateInstance ask(Form form, @Nullable Explanation explanation);
}
