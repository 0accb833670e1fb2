package dev.gatehouse.oauth;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
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

    /** The names that {@link #toArray} made; they were checked before they were stored. */
    public static ScopeNames stored(String[] names) {
        return of(List.of(names));
    }

    /** What clients of OpenID Connect ask for beside what they need. */
    private static final Set<String> OF_OPENID_CONNECT = Set.of("openid", "offline_access");

    /**
     * Reads names separated by spaces; nothing given is no name. Spaces too many say nothing.
     *
     * @throws OAuthException {@code invalid_scope} for a character outside the grammar
     */
    public static ScopeNames parse(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return NONE;
        }
        var names = new LinkedHashSet<String>();
        for (var name : value.split(" ", -1)) {
            if (!name.chars().allMatch(ScopeNames::isScopeCharacter)) {
                throw new OAuthException(OAuthError.INVALID_SCOPE, "scope is not a list of names separated by spaces");
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
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

    /** The names of this that the others have too, whatever the case, as the others spell them, in this order. */
    public ScopeNames spelledAs(Collection<String> others) {
        var spelling = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        others.forEach(name -> spelling.put(name, name));
        return new ScopeNames(names.stream()
                .map(spelling::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /**
     * Whether nothing is asked for but {@code openid} and {@code offline_access}. Many clients send these unbidden; where
     * they are no scopes of their own, a request that holds nothing else names no scope.
     */
    public boolean nameNothing() {
        return OF_OPENID_CONNECT.containsAll(names);
    }

    /**
     * An {@code invalid_scope} that says why none of these can be had.
     *
     * @param ofOne follows the only scope that was asked for
     * @param ofNone the same of none of several
     */
    public OAuthException refused(String ofOne, String ofNone) {
        var only = names.size() == 1 ? names.iterator().next() : "";
        return new OAuthException(
                OAuthError.INVALID_SCOPE,
                only.isEmpty() || only.length() > MAX_NAME
                        ? "none of the requested scopes " + ofNone
                        : "the scope " + only + " " + ofOne);
    }

    /** The form in which they are stored: an element each. */
    public String[] toArray() {
        return names.toArray(String[]::new);
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
