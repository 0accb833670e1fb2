// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import dev.gatehouse.platform.AbsoluteUrl;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.Loopback;
import dev.gatehouse.platform.StartupFailure;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The base URL of a tenant without a trailing slash: the issuer (RFC 8414 §2) and the prefix of all URLs in responses.
 * Without a configured base URL, the host of the request determines the base URL. Then the host must be a loopback
 * address, except in the demo.
 */
@ApplicationScoped
public class BaseUrl {
    private static final Logger LOG = Logger.getLogger(BaseUrl.class);
    /** The key of the base URL of the default tenant, as administrators know it. */
    public static final String KEY = "gatehouse.base-url (GATEHOUSE_BASE_URL)";

    /** The key of the base URL of the operator. */
    public static final String OPERATOR_KEY = "gatehouse.operator.base-url (GATEHOUSE_OPERATOR_BASE_URL)";

    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
    private static final Pattern AUTHORITY =
            Pattern.compile("([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    private final Optional<String> configured;
    private final boolean anyHost;
    private final TimeSource time;
    private final CurrentTenant tenant;
    /** The time of the last warning, in milliseconds since the epoch. */
    private final AtomicLong warned = new AtomicLong();

    BaseUrl(GatehouseConfig config, TimeSource time, CurrentTenant tenant) {
        this.configured = config.baseUrl().map(url -> parse(KEY, url, config.requireHttps()));
        this.anyHost = config.demo();
        this.time = time;
        this.tenant = tenant;
    }

    /**
     * Returns a configured base URL in normalized form: scheme, host and port, with scheme and host in lower case
     * (RFC 3986 §6.2.2.1) as browsers send them.
     *
     * @param key the name of the configuration key for messages
     * @param requireHttps whether plain HTTP is limited to loopback addresses
     * @throws StartupFailure if the URL is not valid; the message omits the URL, which may contain a password
     */
    public static String parse(String key, String configured, boolean requireHttps) {
        var uri = uri(key, configured.strip());
        require(
                key,
                "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()),
                "must be an absolute URL that begins with https://");
        require(key, uri.getRawUserInfo() == null, "must not contain a user name or password");
        var url = AbsoluteUrl.of(uri)
                .orElseThrow(() -> failure(
                        key,
                        "must name a host, in ASCII letters, digits, dots and hyphens (an IPv6 address in brackets)"));
        require(key, !url.hasZone(), "must not contain an IPv6 zone ID (%)");
        require(key, url.hasValidPort(), "must name a port between 1 and " + AbsoluteUrl.MAX_PORT);
        require(key, !url.hasQuery(), "must not contain a query (?)");
        require(key, !url.hasFragment(), "must not contain a fragment (#)");
        require(
                key,
                url.path().matches("/*"),
                "must not contain a path: Gatehouse answers at the root of a host, so give it a host name of its own");
        require(
                key,
                url.isHttps() || Loopback.isServedHost(url.host()) || !requireHttps,
                "must begin with https://; http:// is for localhost, 127.0.0.1 and [::1], or for any host with"
                        + " gatehouse.require-https=false");
        return url.origin();
    }

    /**
     * Returns the base URL for a request.
     *
     * @throws UnknownBaseUrlException if no base URL is configured and the host of the request is not a loopback
     *     address
     * @throws ProblemException if no base URL is configured and the request has no valid host
     */
    public String of(HttpServerRequest request) {
        var found = find(request);
        if (found.isPresent()) {
            return found.get();
        }
        var host = host(request);
        if (!AUTHORITY.matcher(host).matches()) {
            throw ProblemException.invalidOutsideBody("Host", CommonErrors.invalidHost());
        }
        warn(host);
        throw new UnknownBaseUrlException();
    }

    /** Returns the base URL for a request, or empty if neither the configuration nor the host determines one. */
    public Optional<String> find(HttpServerRequest request) {
        var known = tenant.baseUrl().or(() -> configured);
        return known.isPresent() ? known : fromHost(request);
    }

    /** Returns the configured base URL; empty if the host of each request determines the base URL. */
    public Optional<String> configured() {
        return configured;
    }

    /** Returns whether Gatehouse is intended for use on its own host only, because no other base URL is configured. */
    boolean isLoopback() {
        return tenant.baseUrl()
                .or(() -> configured)
                .map(url -> url.startsWith("http://")
                        && Loopback.isServedHost(URI.create(url).getHost()))
                .orElse(true);
    }

    private Optional<String> fromHost(HttpServerRequest request) {
        var host = host(request);
        if (!AUTHORITY.matcher(host).matches() || !(anyHost || Loopback.isServedAuthority(host))) {
            return Optional.empty();
        }
        var scheme = Transport.scheme(request);
        var defaultPort = scheme.equals("https") ? ":443" : ":80";
        return Optional.of(scheme + "://"
                + (host.endsWith(defaultPort) ? host.substring(0, host.length() - defaultPort.length()) : host));
    }

    private static String host(HttpServerRequest request) {
        var authority = request.authority();
        return authority == null ? "" : authority.toString().toLowerCase(Locale.ROOT);
    }

    /** Logs at most one line per minute, because callers choose the host. */
    private void warn(String host) {
        var now = time.now().toEpochMilli();
        var last = warned.get();
        if (now - last >= BETWEEN_WARNINGS.toMillis() && warned.compareAndSet(last, now)) {
            LOG.warnf(
                    "A request for the host %s was refused: %s",
                    host, CommonErrors.unknownBaseUrl().inEnglish());
        }
    }

    private static URI uri(String key, String configured) {
        try {
            return new URI(configured);
        } catch (URISyntaxException _) {
            throw failure(key, "is not a URL");
        }
    }

    private static void require(String key, boolean holds, String rule) {
        if (!holds) {
            throw failure(key, rule);
        }
    }

    private static StartupFailure failure(String key, String rule) {
        return new StartupFailure(key + " " + rule + ".");
    }
}
