// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import dev.gatehouse.oauth.GrantType;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The code samples of a client, one for each grant and language. A sample reads the client's secret from an environment
 * variable. User input occurs in a sample as a literal only. There is no sample for the implicit grant, because its
 * token stays in the browser.
 */
@ApplicationScoped
class Snippets {
    private final PartnerKits kits;

    Snippets(PartnerKits kits) {
        this.kits = kits;
    }

    /**
     * Returns the code samples of a client, those of the preferred grant first.
     *
     * @param base the tenant's address, without a trailing slash
     * @throws dev.gatehouse.problem.ProblemException if the client does not exist
     */
    List<Snippet> of(String clientId, String base) {
        var kit = kits.of(clientId, base);
        return kit.grants().stream()
                .flatMap(grant -> title(grant).stream()
                        .flatMap(title -> Stream.of(Snippet.Language.values())
                                .map(language -> new Snippet(
                                        language,
                                        grant.wireName(),
                                        title + " with " + language.title(),
                                        code(language, CodeSampleData.of(kit, grant, literal(language)))
                                                .render()))))
                .toList();
    }

    private static Optional<String> title(GrantType grant) {
        return switch (grant) {
            case AUTHORIZATION_CODE -> Optional.of("Authorization code with PKCE");
            case CLIENT_CREDENTIALS -> Optional.of("Client credentials");
            case PASSWORD -> Optional.of("Password");
            case IMPLICIT, REFRESH_TOKEN -> Optional.empty();
        };
    }

    private static TemplateInstance code(Snippet.Language language, CodeSampleData facts) {
        return switch (language) {
            case CURL -> CodeSampleTemplates.curl(facts);
            case JAVASCRIPT -> CodeSampleTemplates.javascript(facts);
            case JAVA -> CodeSampleTemplates.java(facts);
            case PYTHON -> CodeSampleTemplates.python(facts);
            case CSHARP -> CodeSampleTemplates.csharp(facts);
            case GO -> CodeSampleTemplates.go(facts);
        };
    }

    private static UnaryOperator<String> literal(Snippet.Language language) {
        return switch (language) {
            case CURL -> Literals::shell;
            case JAVASCRIPT -> Literals::javaScript;
            case JAVA -> Literals::java;
            case PYTHON -> Literals::python;
            case CSHARP -> Literals::csharp;
            case GO -> Literals::go;
        };
    }
}
