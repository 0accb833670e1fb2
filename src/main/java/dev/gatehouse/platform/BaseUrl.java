package dev.gatehouse.platform;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address under which a tenant is reached, without a trailing slash: the issuer (RFC 8414 §2) and the root of every
 * URL that is handed out. It is the configured one, or what the request itself was sent to.
 */
@ApplicationScoped
public class BaseUrl {
    private static final Pattern AUTHORITY =
            Pattern.compile("([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    private final Optional<String> configured;

    public BaseUrl(GatehouseConfig config) {
        this.configured = config.baseUrl().map(uri -> uri.toString().replaceAll("/+$", ""));
    }

    /**
     * The base URL for a request.
     *
     * @throws ProblemException if none is configured and the request's host is not one
     */
    public String of(HttpServerRequest request) {
        return find(request).orElseThrow(() -> ProblemException.invalid("Host", "is not a host name"));
    }

    /** The base URL for a request; nothing if none is configured and the request's host is not one. */
    public Optional<String> find(HttpServerRequest request) {
        return configured.isPresent() ? configured : fromHost(request);
    }

    private static Optional<String> fromHost(HttpServerRequest request) {
        var authority = request.authority();
        var host = authority == null ? "" : authority.toString().toLowerCase(Locale.ROOT);
        if (!AUTHORITY.matcher(host).matches()) {
            return Optional.empty();
        }
        var scheme = request.isSSL() || "https".equals(request.scheme()) ? "https" : "http";
        var defaultPort = scheme.equals("https") ? ":443" : ":80";
        return Optional.of(scheme + "://"
                + (host.endsWith(defaultPort) ? host.substring(0, host.length() - defaultPort.length()) : host));
    }
}
