// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A redirect URI that the client has registered. Authorization responses are sent to this type only, and only
 * {@link RegisteredClient} creates instances, so an open redirector does not compile (RFC 9700 §4.11).
 */
public final class VerifiedRedirectUri {
    private final String value;

    VerifiedRedirectUri(String value) {
        this.value = value;
    }

    /** Returns the URI as sent. */
    public String value() {
        return value;
    }

    /** Returns scheme, host and port for display, or the scheme alone if there is no host. */
    public String destination() {
        var uri = URI.create(value);
        if (uri.getHost() == null) {
            return uri.getScheme() + ":";
        }
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /**
     * Returns the root of the application's site, for a link without an authorization response. Empty for a loopback
     * URI, where no application may be listening, and for a private-use scheme, whose app would treat the link as a
     * response.
     */
    public Optional<URI> home() {
        return isHttps() ? Optional.of(URI.create(destination() + "/")) : Optional.empty();
    }

    /** Returns whether the response goes to a host with TLS, not to an arbitrary program on the device. */
    public boolean isHttps() {
        return scheme().equals("https");
    }

    /**
     * Returns whether a form can be posted to the URI (OAuth 2.0 Form Post Response Mode §2). A private-use scheme
     * accepts no body.
     */
    public boolean takesForms() {
        return isHttps() || scheme().equals("http");
    }

    /** Returns this URI with an encoded response in the query (RFC 6749 §4.1.2). */
    public URI withQuery(String encoded) {
        var separator = value.indexOf('?') < 0 ? "?" : value.endsWith("?") || value.endsWith("&") ? "" : "&";
        return URI.create(value + separator + encoded);
    }

    /** Returns this URI with an encoded response in the fragment (RFC 6749 §4.2.2). */
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
