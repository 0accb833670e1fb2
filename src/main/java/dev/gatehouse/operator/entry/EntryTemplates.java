// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator.entry;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages of entries on the hosts of tenants. The templates are in {@code templates/operator-entry}. */
@CheckedTemplate(basePath = "operator-entry")
public final class EntryTemplates {
    private EntryTemplates() {}

    /** The page behind the link of an entry. */
    public static native TemplateInstance form(String code, OperatorEntry entry);

    /** The page for every code without an open entry. */
    public static native TemplateInstance invalid();

    /** The page for an entered operator who requests a page about the user's own account. */
    public static native TemplateInstance withoutAccount();

    public static native TemplateInstance left();
}
