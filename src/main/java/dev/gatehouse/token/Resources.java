// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.scope.RequestPath;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The resources that a token is restricted to (RFC 8707), in the order of the request. A token without resources is
 * unrestricted.
 */
public record Resources(List<ResourceIndicator> indicators) {
    public static final Resources NONE = new Resources(List.of());

    private static final int MOST = 20;

    /**
     * The maximum length of all URLs together, in characters. Keeps signed tokens within the length limit of tokens in
     * calls.
     */
    private static final int LONGEST = 4096;

    public Resources {
        indicators = List.copyOf(new LinkedHashSet<>(indicators));
    }

    /**
     * Parses the {@code resource} parameters of a request.
     *
     * @param issuer this server's base URL
     * @throws OAuthException {@code invalid_target} if the resources are too many or too long, or one is not a URL of
     *     this server
     */
    public static Resources parse(List<String> sent, String issuer) {
        if (sent.size() > MOST) {
            throw invalidTarget("More than " + MOST + " resources were sent.");
        }
        var resources = new Resources(sent.stream()
                .map(resource -> ResourceIndicator.parse(resource, issuer))
                .toList());
        if (resources.uris().stream().mapToInt(String::length).sum() > LONGEST) {
            throw invalidTarget("The resources together are longer than " + LONGEST + " characters.");
        }
        return resources;
    }

    /** The resources that {@link #toArray} made; they were checked before they were stored. */
    public static Resources stored(String[] uris) {
        return new Resources(Arrays.stream(uris).map(ResourceIndicator::stored).toList());
    }

    /** The form in which they are stored: a URL each. */
    public String[] toArray() {
        return uris().toArray(String[]::new);
    }

    /** Returns the estimated heap size of the texts in bytes. */
    int bytesOfTexts() {
        return indicators.stream().mapToInt(ResourceIndicator::bytesOfTexts).sum();
    }

    public boolean isEmpty() {
        return indicators.isEmpty();
    }

    /** Returns whether a call is within one of the resources. Without resources every call is. */
    public boolean cover(RequestPath.Canonical called) {
        return isEmpty() || indicators.stream().anyMatch(resource -> resource.covers(called));
    }

    /**
     * Returns the requested resources if these granted resources cover them, or the granted resources if none is
     * requested (RFC 8707 §2.2).
     *
     * @throws OAuthException {@code invalid_target} if a requested resource was not granted
     */
    public Resources narrowedTo(Resources asked) {
        if (!asked.indicators.stream().allMatch(resource -> cover(resource.path()))) {
            throw invalidTarget("resource is not within the granted resource.");
        }
        return asked.isEmpty() ? this : asked;
    }

    /** Returns whether both contain the same resources in any order. */
    public boolean sameAs(Resources others) {
        return Set.copyOf(uris()).equals(Set.copyOf(others.uris()));
    }

    public List<String> uris() {
        return indicators.stream().map(ResourceIndicator::uri).toList();
    }

    /** Returns the audience of a token: the resources, or the whole server. */
    public List<String> audience(String issuer) {
        return isEmpty() ? List.of(issuer) : uris();
    }

    @Override
    public String toString() {
        return String.join(" ", uris());
    }

    private static OAuthException invalidTarget(String description) {
        return new OAuthException(OAuthError.INVALID_TARGET, description);
    }
}
