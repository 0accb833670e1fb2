// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import dev.gatehouse.partner.Snippet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The selected code sample of a client, and the alternatives.
 *
 * @param grants the wire names of the grant types with code samples
 * @param languages the code samples of the selected grant type
 * @param chosen the selected code sample; null if there is none
 */
public record CodeSampleSelection(
        List<String> grants,
        List<Snippet> languages,
        @Nullable Snippet chosen) {

    /** Returns the requested code sample, or the closest one. */
    static CodeSampleSelection of(List<Snippet> all, @Nullable String grant, @Nullable String language) {
        var grants = all.stream().map(Snippet::grantType).distinct().toList();
        if (grants.isEmpty()) {
            return new CodeSampleSelection(List.of(), List.of(), null);
        }
        var shown = grant != null && grants.contains(grant) ? grant : grants.getFirst();
        var languages = all.stream()
                .filter(program -> program.grantType().equals(shown))
                .toList();
        var chosen = languages.stream()
                .filter(program -> program.language().wireName().equals(language))
                .findFirst()
                .orElse(languages.getFirst());
        return new CodeSampleSelection(grants, languages, chosen);
    }
}
