// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.platform.AbsoluteUrl;
import java.net.URI;

/**
 * The address of a deployment: scheme, host and port. Uses {@code https}, or {@code http} on a loopback host, because
 * everybody on the way could read the token otherwise.
 */
public record DeploymentUrl(String origin) {

    /**
     * Parses an address. A slash at the end is allowed.
     *
     * @throws Failure for wrong usage if the text is no such address
     */
    public static DeploymentUrl parse(String text) {
        var url = AbsoluteUrl.parse(text.strip())
                .filter(parsed -> parsed.isHttp() || parsed.isHttps())
                .filter(AbsoluteUrl::hasValidPort)
                .orElseThrow(() -> Failure.usage(
                        "The URL must be an address such as https://gatehouse.example, not " + text + "."));
        if (url.hasUserInfo()
                || url.hasQuery()
                || url.hasFragment()
                || !url.path().matches("/?")) {
            throw Failure.usage("The URL must contain only scheme, host and port, as in https://gatehouse.example.");
        }
        if (!url.isHttpsOrLoopback()) {
            throw Failure.usage("The URL must use https. http is allowed only for loopback addresses.");
        }
        return new DeploymentUrl(url.canonicalOrigin());
    }

    /** Returns the URL of a path. */
    public URI resolve(String pathAndQuery) {
        return URI.create(origin + pathAndQuery);
    }

    @Override
    public String toString() {
        return origin;
    }
}
