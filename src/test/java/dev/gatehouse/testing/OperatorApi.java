// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operator's API of a deployment, whose operator's host is {@link #HOST}.
 *
 * @param gate the API on the operator's host
 */
public record OperatorApi(Gate gate, String token) {
    /** The operator's host and the port of all tenants. */
    public static final String HOST = "operator.localhost:8080";

    public static final String TENANTS = "/operator/v1/tenants";

    /** Returns the API for the first administrator of the operator's tenant. */
    public static OperatorApi of(Gate node) {
        return of(node, HOST);
    }

    /** Returns the API of a deployment whose operator has another host. */
    public static OperatorApi of(Gate node, String host) {
        var gate = node.at(host);
        return new OperatorApi(gate, gate.adminToken("admin", "admin-demo", "gatehouse.operator"));
    }

    public Answer call(String method, String path, JsonObject body) {
        return call(method, path, body, Map.of());
    }

    public Answer call(String method, String path, JsonObject body, Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.putAll(Gate.bearer(token));
        headers.put("Content-Type", "application/json");
        return gate.send(method, TENANTS + path, body == null ? null : body.encode(), headers);
    }

    /** Returns a tenant in a request. */
    public static JsonObject tenant(String id, String... hosts) {
        return new JsonObject().put("id", id).put("name", "Tenant " + id).put("hosts", new JsonArray(List.of(hosts)));
    }

    /**
     * Creates a tenant with the host {@code ID.localhost} and further ones. Its first administrator redeems the link of
     * the answer.
     *
     * @return the admin API of the new tenant, called on the given node
     */
    public AdminApi create(Gate node, String id, String... furtherHosts) {
        var hosts = new String[furtherHosts.length + 1];
        hosts[0] = id + ".localhost";
        System.arraycopy(furtherHosts, 0, hosts, 1, furtherHosts.length);
        var created = call("POST", "", tenant(id, hosts));
        assertThat(created.status()).as("%s", created).isEqualTo(201);
        var gateOfTenant = node.at(hosts[0] + gate.authority().replaceFirst("[^:]*", ""));
        var redeemed = gateOfTenant
                .browser()
                .form(
                        "/invitation",
                        Map.entry(
                                "code",
                                created.json().getString("administratorLink").replaceFirst(".*code=", "")),
                        Map.entry("username", "admin"),
                        Map.entry("displayName", "Administrator of " + id),
                        Map.entry("password", "admin-demo"));
        assertThat(redeemed.status()).as("%s", redeemed).isEqualTo(303);
        return AdminApi.of(gateOfTenant);
    }
}
