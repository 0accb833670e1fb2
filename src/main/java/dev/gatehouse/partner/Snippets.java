package dev.gatehouse.partner;

import dev.gatehouse.oauth.GrantType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs to begin with, one per grant of a client and language. The client's secret is read from the environment of
 * whoever runs one; what users have typed stands in them as literals only. There is none for the implicit grant, whose token
 * never leaves the browser.
 */
@ApplicationScoped
public class Snippets {
    private final PartnerKits kits;

    Snippets(PartnerKits kits) {
        this.kits = kits;
    }

    /**
     * The programs for a client, the preferred grant first.
     *
     * @param base the tenant's address, without a trailing slash
     * @throws dev.gatehouse.problem.ProblemException when there is no such client
     */
    public List<Snippet> of(String clientId, String base) {
        var kit = kits.of(clientId, base);
        return kit.grants().stream()
                .flatMap(grant -> title(grant).stream()
                        .flatMap(title -> Stream.of(Snippet.Language.values())
                                .map(language -> new Snippet(
                                        language,
                                        grant.wireName(),
                                        title + " with " + language.title(),
                                        code(language, ProgramFacts.of(kit, grant))))))
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

    private static String code(Snippet.Language language, ProgramFacts facts) {
        return switch (language) {
            case CURL -> CurlProgram.of(facts);
            case JAVASCRIPT -> JavaScriptProgram.of(facts);
            case JAVA -> JavaProgram.of(facts);
            case PYTHON -> PythonProgram.of(facts);
        };
    }
}
