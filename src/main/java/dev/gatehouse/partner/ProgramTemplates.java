// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The code samples, in {@code templates/partner}: one for each language, which has the parts for every grant. */
@CheckedTemplate(basePath = "partner")
final class ProgramTemplates {
    private ProgramTemplates() {}

    /** For bash with curl. The secret stays off the command line, which other users of the machine can see. */
    static native TemplateInstance curl(ProgramFacts facts);

    /** For Node.js alone. */
    static native TemplateInstance javascript(ProgramFacts facts);

    /** For the JDK alone, in one file. */
    static native TemplateInstance java(ProgramFacts facts);

    /** For Python's standard library. */
    static native TemplateInstance python(ProgramFacts facts);

    /** For .NET's base library, as the statements of one file. */
    static native TemplateInstance csharp(ProgramFacts facts);

    /** For Go's standard library, in one file. */
    static native TemplateInstance go(ProgramFacts facts);
}
