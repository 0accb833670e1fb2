package dev.gatehouse.oauth;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code scope} parameter: scope names in the order given, each once (RFC 6749 §3.3). Whether the names
 * exist is not checked here.
 */
public record ScopeNames(Set<String> names) {
    /** The longest name that a scope can have here. */
    public static final int MAX_NAME = 100;

    public static final ScopeNames NONE = new ScopeNames(Set.of());

    public ScopeNames {
        names = unmodifiable(names);
    }

    public static ScopeNames of(Collection<String> names) {
        return new ScopeNames(new LinkedHashSet<>(names));
    }

    /**
     * Reads names separated by single spaces; nothing given is no name.
     *
     * @throws OAuthException {@code invalid_scope} for a character outside the grammar or a doubled space
     */
    public static ScopeNames parse(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return NONE;
        }
        var names = new LinkedHashSet<String>();
        for (var name : value.split(" ", -1)) {
            if (name.isEmpty() || name.length() > MAX_NAME || !name.chars().allMatch(ScopeNames::isScopeCharacter)) {
                throw new OAuthException(OAuthError.INVALID_SCOPE, "scope is not a list of names separated by spaces");
            }
            names.add(name);
        }
        return new ScopeNames(names);
    }

    /** Whether a character may stand in a scope name: {@code %x21 / %x23-5B / %x5D-7E}. */
    public static boolean isScopeCharacter(int c) {
        return c >= 0x21 && c <= 0x7e && c != '"' && c != '\\';
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    public boolean contains(String name) {
        return names.contains(name);
    }

    public boolean containsAll(ScopeNames others) {
        return names.containsAll(others.names);
    }

    /** The names of this that the others have too, in this order. */
    public ScopeNames intersect(Collection<String> others) {
        return new ScopeNames(
                names.stream().filter(others::contains).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** The wire form: names separated by single spaces. */
    @Override
    public String toString() {
        return String.join(" ", names);
    }

    private static Set<String> unmodifiable(Set<String> names) {
        return switch (names) {
            case SequencedSet<String> ordered -> Collections.unmodifiableSet(new LinkedHashSet<>(ordered));
            default -> Set.copyOf(names);
        };
    }
}
