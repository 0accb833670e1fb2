package dev.gatehouse.issuer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of an issuer, as it published them (RFC 7517 §5), as far as they can be used. */
record VerificationKeys(List<VerificationKey> keys) {
    private static final int MAX_KEYS = 100;

    /** How many a token may be tried with that does not say which it was signed with. */
    private static final int MAX_TRIED = 5;

    VerificationKeys {
        keys = List.copyOf(keys);
    }

    /** The keys of a key set; nothing if the text is none. Keys that cannot be used are left out (RFC 7517 §5). */
    static Optional<VerificationKeys> parse(String text) {
        return Json.object(text)
                .map(set -> set.get("keys"))
                .filter(Collection.class::isInstance)
                .map(keys -> new VerificationKeys(((Collection<?>) keys)
                        .stream()
                                .limit(MAX_KEYS)
                                .flatMap(jwk -> jwk instanceof Map<?, ?> members
                                        ? VerificationKey.of(named(members)).stream()
                                        : Stream.empty())
                                .toList()));
    }

    @SuppressWarnings("unchecked") // The names of a JSON object are text.
    private static Map<String, Object> named(Map<?, ?> members) {
        return (Map<String, Object>) members;
    }

    /** The keys that a signature may have been made with. */
    List<VerificationKey> candidates(JwsAlgorithm algorithm, @Nullable String kid) {
        return keys.stream()
                .filter(key -> key.mayHaveMade(algorithm, kid))
                .limit(MAX_TRIED)
                .toList();
    }

    boolean holds(String thumbprint) {
        return keys.stream().anyMatch(key -> key.thumbprint().equals(thumbprint));
    }
}
