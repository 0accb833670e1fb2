package dev.gatehouse;

import dev.gatehouse.demo.DemoContent;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** What happens once when the program starts, after its rooms are ready, and what the operator is told then. */
@ApplicationScoped
class Startup {
    private static final Logger LOG = Logger.getLogger(Startup.class);

    private final GatehouseConfig gatehouse;
    private final Config config;
    private final CurrentTenant tenant;
    private final FirstStart firstStart;
    private final DemoContent demo;

    Startup(GatehouseConfig gatehouse, Config config, CurrentTenant tenant, FirstStart firstStart, DemoContent demo) {
        this.gatehouse = gatehouse;
        this.config = config;
        this.tenant = tenant;
        this.firstStart = firstStart;
        this.demo = demo;
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 1000) StartupEvent event) {
        var generated = tenant.call(CurrentTenant.SINGLE, firstStart::run);
        generated.ifPresent(password -> tell("""

                The administrator's account is  admin  with the password  %s
                It is shown this once. Set GATEHOUSE_ADMIN_PASSWORD before the first start to choose it yourself.
                """.formatted(password)));
        if (gatehouse.demo()) {
            tenant.call(CurrentTenant.SINGLE, () -> {
                demo.create();
                return true;
            });
            if (LaunchMode.current() != LaunchMode.TEST) {
                tell(demo.introduction(baseUrl()));
            }
        } else if (gatehouse.baseUrl().isEmpty()) {
            LOG.warn("gatehouse.base-url is not set, so the issuer is whatever host a request names;"
                    + " set it before anybody relies on it");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        demo.stop();
    }

    private String baseUrl() {
        return gatehouse
                .baseUrl()
                .map(Object::toString)
                .orElseGet(() -> "http://localhost:"
                        + config.getOptionalValue("quarkus.http.port", Integer.class)
                                .orElse(8080));
    }

    /** Tells the person at the terminal; a log file has no business with it. */
    @SuppressWarnings("SystemOut")
    private static void tell(String text) {
        System.out.println(text);
    }
}
