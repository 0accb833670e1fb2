package dev.gatehouse.token;

import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.scope.RequestPath;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The resources that a token is meant for (RFC 8707), in the order in which they were asked for; none: it names no resource. */
public record Resources(List<ResourceIndicator> indicators) {
    public static final Resources NONE = new Resources(List.of());

    private static final int MOST = 20;

    /** In characters of all URLs together: a signed token that names them stays below what is read of a token. */
    private static final int LONGEST = 4096;

    public Resources {
        indicators = List.copyOf(new LinkedHashSet<>(indicators));
    }

    /**
     * Reads the {@code resource} parameters of a request.
     *
     * @param issuer this server's base URL
     * @throws OAuthException {@code invalid_target} for too many or too long ones, and for any that is not below it
     */
    public static Resources parse(List<String> sent, String issuer) {
        if (sent.size() > MOST) {
            throw invalidTarget("more than " + MOST + " resources were sent");
        }
        var resources = new Resources(sent.stream()
                .map(resource -> ResourceIndicator.parse(resource, issuer))
                .toList());
        if (resources.uris().stream().mapToInt(String::length).sum() > LONGEST) {
            throw invalidTarget("the resources are longer than " + LONGEST + " characters together");
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

    /** The bytes of heap that they take, estimated. */
    int bytesOfTexts() {
        return indicators.stream().mapToInt(ResourceIndicator::bytesOfTexts).sum();
    }

    public boolean isEmpty() {
        return indicators.isEmpty();
    }

    /** Whether a call is within one of them; where there is none, every call is. */
    public boolean cover(RequestPath.Canonical called) {
        return isEmpty() || indicators.stream().anyMatch(resource -> resource.covers(called));
    }

    /**
     * What a request may have of these, which were granted (RFC 8707 §2.2): the ones that it asks for; all, if it asks for none.
     *
     * @throws OAuthException {@code invalid_target} if one of them is not within one that was granted
     */
    public Resources narrowedTo(Resources asked) {
        if (!asked.indicators.stream().allMatch(resource -> cover(resource.path()))) {
            throw invalidTarget("resource is not within the one that was granted");
        }
        return asked.isEmpty() ? this : asked;
    }

    /** Whether these are the same, in whatever order. */
    public boolean sameAs(Resources others) {
        return Set.copyOf(uris()).equals(Set.copyOf(others.uris()));
    }

    public List<String> uris() {
        return indicators.stream().map(ResourceIndicator::uri).toList();
    }

    /** The audience of a token: these, or the whole server. */
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
