package dev.gatehouse;

import dev.gatehouse.demo.DemoContent;
import dev.gatehouse.platform.GatehouseConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** What the operator is told once everything listens; then it waits until the program is stopped. */
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
            LOG.warn("gatehouse.base-url is not set, so the issuer is whatever host a request names;"
                    + " set it before anybody relies on it");
        }
        Quarkus.waitForExit();
        return 0;
    }

    private String baseUrl() {
        return gatehouse
                .baseUrl()
                .map(Object::toString)
                .orElseGet(() -> "http://localhost:"
                        + config.getOptionalValue("quarkus.http.port", Integer.class)
                                .orElse(DEFAULT_PORT));
    }
}
