// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import dev.gatehouse.declarative.DirectoryApplies;
import dev.gatehouse.demo.DemoContent;
import dev.gatehouse.operator.InitialContent;
import dev.gatehouse.operator.Tenants;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.tenant.host.TenantHosts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/** Startup tasks after the beans are ready and before Gatehouse listens. */
@ApplicationScoped
class Startup {
    private final GatehouseConfig gatehouse;
    private final CurrentTenant tenant;
    private final InitialContent content;
    private final Tenants tenants;
    private final TenantHosts hosts;
    private final DemoContent demo;
    private final DirectoryApplies files;

    Startup(
            GatehouseConfig gatehouse,
            CurrentTenant tenant,
            InitialContent content,
            Tenants tenants,
            TenantHosts hosts,
            DemoContent demo,
            DirectoryApplies files) {
        this.gatehouse = gatehouse;
        this.tenant = tenant;
        this.content = content;
        this.tenants = tenants;
        this.hosts = hosts;
        this.demo = demo;
        this.files = files;
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 1000) StartupEvent event) {
        tenant.call(CurrentTenant.DEFAULT, content::createWithAdministrator)
                .ifPresent(password -> show("administrator", password));
        if (hosts.areSeveral()) {
            tenants.createOperator().ifPresent(password -> show("operator", password));
        } else {
            tenants.requireNoOther();
        }
        if (gatehouse.demo()) {
            tenant.call(CurrentTenant.DEFAULT, () -> {
                demo.create();
                return true;
            });
        }
        tenant.call(CurrentTenant.DEFAULT, () -> {
            files.start();
            return true;
        });
    }

    void stop(@Observes ShutdownEvent event) {
        demo.stop();
    }

    private static void show(String whose, String password) {
        tell("""

                The %s's account is  admin  with the password  %s
                It is shown this once. Set GATEHOUSE_ADMIN_PASSWORD before the first start to choose it yourself.
                """.formatted(whose, password));
    }

    /** Prints to the terminal instead of the log, because the text may contain a password. */
    @SuppressWarnings("SystemOut")
    static void tell(String text) {
        System.out.println(text);
    }
}
