// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import dev.gatehouse.demo.DemoContent;
import dev.gatehouse.platform.GatehouseConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Prints startup messages and warnings once Gatehouse listens, and waits until the application stops. */
class Running implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(Running.class);
    private static final int DEFAULT_PORT = 8080;

    private final GatehouseConfig gatehouse;
    private final Config config;
    private final DemoContent demo;

    Running(GatehouseConfig gatehouse, Config config, DemoContent demo) {
        this.gatehouse = gatehouse;
        this.config = config;
        this.demo = demo;
    }

    @Override
    public int run(String... args) {
        if (gatehouse.demo()) {
            Startup.tell(demo.introduction(baseUrl()));
        } else if (gatehouse.baseUrl().isEmpty()) {
            LOG.warn("gatehouse.base-url is not set, so Gatehouse is served at localhost only;"
                    + " set it to the address that clients use");
        }
        if (!gatehouse.requireHttps()) {
            LOG.warn(
                    "gatehouse.require-https is false: without TLS everybody on the way can read passwords and tokens");
        }
        if (isSet("proxy-address-forwarding") && !isSet("trusted-proxies")) {
            LOG.warn("quarkus.http.proxy.trusted-proxies is not set, so every caller is believed about its address and"
                    + " about HTTPS; set it to the addresses of the proxies");
        }
        Quarkus.waitForExit();
        return 0;
    }

    private boolean isSet(String proxyKey) {
        return config.getOptionalValue("quarkus.http.proxy." + proxyKey, String.class)
                .filter(value -> !value.isBlank() && !value.equals("false"))
                .isPresent();
    }

    private String baseUrl() {
        return gatehouse
                .baseUrl()
                .orElseGet(() -> "http://localhost:"
                        + config.getOptionalValue("quarkus.http.port", Integer.class)
                                .orElse(DEFAULT_PORT));
    }
}
