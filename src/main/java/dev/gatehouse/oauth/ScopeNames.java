// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code scope} parameter: distinct scope names in the given order (RFC 6749 §3.3). The existence of the
 * scopes is not checked.
 */
public record ScopeNames(Set<String> names) {
    /** The maximum length of a scope name. */
    public static final int MAX_NAME = 100;

    public static final ScopeNames NONE = new ScopeNames(Set.of());

    public ScopeNames {
        names = unmodifiable(names);
    }

    public static ScopeNames of(Collection<String> names) {
        return new ScopeNames(new LinkedHashSet<>(names));
    }

    /** Returns stored names from {@link #toArray}, which need no validation. */
    public static ScopeNames stored(String[] names) {
        return of(List.of(names));
    }

    /** Scopes that OpenID Connect clients request in addition. */
    private static final Set<String> OF_OPENID_CONNECT = Set.of("openid", "offline_access");

    /**
     * Parses names separated by spaces. An absent value has no names, and extra spaces are ignored.
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
                throw new OAuthException(OAuthError.INVALID_SCOPE, Fault.of(Fault.Kind.MALFORMED_SCOPE));
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new ScopeNames(names);
    }

    /** Returns whether a scope name may contain the character: {@code %x21 / %x23-5B / %x5D-7E} (RFC 6749 §3.3). */
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

    /** Returns the names that both contain, in the order of this value. */
    public ScopeNames intersect(Collection<String> others) {
        return new ScopeNames(
                names.stream().filter(others::contains).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /**
     * Returns the names that both contain, ignoring case, in the spelling of the others and in the order of this value.
     */
    public ScopeNames intersectIgnoringCase(Collection<String> others) {
        var spelling = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        others.forEach(name -> spelling.put(name, name));
        return new ScopeNames(names.stream()
                .map(spelling::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /**
     * Returns whether no scope is requested other than {@code openid} and {@code offline_access}. Many clients send
     * these by default. If neither is a defined scope, such a request counts as a request without scopes.
     */
    public boolean nameNothing() {
        return OF_OPENID_CONNECT.containsAll(names);
    }

    /** Returns the name of the only scope, for an error description; empty for several scopes, or a name too long. */
    public Optional<String> only() {
        return names.size() == 1
                ? names.stream().filter(name -> name.length() <= MAX_NAME).findFirst()
                : Optional.empty();
    }

    /** Returns the stored form: one element per name. */
    public String[] toArray() {
        return names.toArray(String[]::new);
    }

    /** Returns the value of the {@code scope} parameter: names separated by single spaces. */
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
