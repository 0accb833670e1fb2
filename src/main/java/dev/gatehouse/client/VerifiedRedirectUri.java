package dev.gatehouse.client;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A URI that a client has registered, and the only kind of address that an answer is ever sent to: none can be made
 * but by {@link RegisteredClient#verify}, so an open redirector does not compile (RFC 9700 §4.11).
 */
public final class VerifiedRedirectUri {
    private final String value;

    VerifiedRedirectUri(String value) {
        this.value = value;
    }

    /** The URI as it was sent. */
    public String value() {
        return value;
    }

    /** Scheme, host and port, or the scheme alone where there is no host: what a person is shown. */
    public String destination() {
        var uri = URI.create(value);
        if (uri.getHost() == null) {
            return uri.getScheme() + ":";
        }
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /**
     * Where a person finds the application again without an answer for it: the root of its site. Empty where nobody can be
     * expected to listen, which is on loopback, and for a private-use scheme, whose app would take it for an answer.
     */
    public Optional<URI> home() {
        return isHttps() ? Optional.of(URI.create(destination() + "/")) : Optional.empty();
    }

    /** Whether the answer goes to a host by TLS, and not to whatever program on the device listens for it. */
    public boolean isHttps() {
        return scheme().equals("https");
    }

    /** Whether a form can be sent there (OAuth 2.0 Form Post Response Mode §2): a private-use scheme takes no body. */
    public boolean takesForms() {
        return isHttps() || scheme().equals("http");
    }

    /** This URI with an encoded answer in its query (RFC 6749 §4.1.2). */
    public URI withQuery(String encoded) {
        var separator = value.indexOf('?') < 0 ? "?" : value.endsWith("?") || value.endsWith("&") ? "" : "&";
        return URI.create(value + separator + encoded);
    }

    /** This URI with an encoded answer in its fragment (RFC 6749 §4.2.2). */
    public URI withFragment(String encoded) {
        return URI.create(value + "#" + encoded);
    }

    @Override
    public String toString() {
        return value;
    }

    private String scheme() {
        return value.substring(0, value.indexOf(':')).toLowerCase(Locale.ROOT);
    }
}
