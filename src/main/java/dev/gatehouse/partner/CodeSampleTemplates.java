// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The code samples, in {@code templates/partner}: one template for each language, with parts for every grant. */
@CheckedTemplate(basePath = "partner")
final class CodeSampleTemplates {
    private CodeSampleTemplates() {}

    /** A sample for bash and curl. The secret is not on the command line, which other users of the machine can see. */
    static native TemplateInstance curl(CodeSampleData facts);

    /** A sample for Node.js without other packages. */
    static native TemplateInstance javascript(CodeSampleData facts);

    /** A sample for the JDK, in one file. */
    static native TemplateInstance java(CodeSampleData facts);

    /** A sample for Python's standard library. */
    static native TemplateInstance python(CodeSampleData facts);

    /** A sample for the .NET base library, with top-level statements in one file. */
    static native TemplateInstance csharp(CodeSampleData facts);

    /** A sample for Go's standard library, in one file. */
    static native TemplateInstance go(CodeSampleData facts);
}
