// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.issuers;

import dev.gatehouse.console.Form;
import dev.gatehouse.http.Language;
import dev.gatehouse.issuer.IssuerFindings;
import io.quarkus.qute.TemplateData;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results of asking an issuer for its metadata and keys, in the language of the page. */
@TemplateData
public record Findings(
        @Nullable URI jwksUri,
        @Nullable URI introspectionEndpoint,
        List<IssuerFindings.FoundKey> keys,
        List<Form.Mistake> problems,
        List<String> warnings) {
    public Findings {
        keys = List.copyOf(keys);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    public static Findings of(IssuerFindings found, Language language) {
        return new Findings(
                found.jwksUri(),
                found.introspectionEndpoint(),
                found.keys(),
                Form.mistakes(found.problems(), IssuerLabels.ISSUER, language),
                found.warnings().stream().map(language::text).toList());
    }

    /** Returns the errors of a form that was rejected before the issuer was asked. */
    public static Findings of(Form refused) {
        return new Findings(null, null, List.of(), refused.mistakes(), List.of());
    }
}
