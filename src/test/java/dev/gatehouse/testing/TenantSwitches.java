// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.vertx.core.json.JsonObject;

/** Changes the tenant's settings through the admin API and restores them when closed. */
public final class TenantSwitches implements AutoCloseable {
    private static final String SETTINGS = "/admin/api/v1/settings";

    private final Gate gate;
    private final JsonObject before;

    private TenantSwitches(Gate gate) {
        this.gate = gate;
        this.before = gate.get(SETTINGS, gate.adminToken()).json();
        before.remove("warnings");
    }

    public static TenantSwitches with(Gate gate, String name, Object value) {
        var settings = new TenantSwitches(gate);
        settings.put(settings.before.copy().put(name, value));
        return settings;
    }

    private void put(JsonObject settings) {
        var answer = gate.sendJson("PUT", SETTINGS, settings.encode(), gate.adminToken());
        if (answer.status() != 200) {
            throw new AssertionError("the settings were not changed: " + answer);
        }
    }

    @Override
    public void close() {
        put(before);
    }
}
