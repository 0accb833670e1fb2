package dev.gatehouse.console.clients;

import dev.gatehouse.partner.Snippet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program that is shown of those there are for a client, and what else there is.
 *
 * @param grants the wire names of the grants that there are programs for
 * @param languages the programs of the same grant
 * @param chosen null: there is none
 */
public record ProgramPick(
        List<String> grants,
        List<Snippet> languages,
        @Nullable Snippet chosen) {

    /** The one that was asked for, or what comes nearest to it. */
    static ProgramPick of(List<Snippet> all, @Nullable String grant, @Nullable String language) {
        var grants = all.stream().map(Snippet::grantType).distinct().toList();
        if (grants.isEmpty()) {
            return new ProgramPick(List.of(), List.of(), null);
        }
        var shown = grant != null && grants.contains(grant) ? grant : grants.getFirst();
        var languages = all.stream()
                .filter(program -> program.grantType().equals(shown))
                .toList();
        var chosen = languages.stream()
                .filter(program -> program.language().wireName().equals(language))
                .findFirst()
                .orElse(languages.getFirst());
        return new ProgramPick(grants, languages, chosen);
    }
}
