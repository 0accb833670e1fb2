// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;

/** The address of the OpenAPI document of the admin API, {@code /admin/api/v1/openapi}. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OpenApiEndpointTest extends DocumentEndpoint {
    @TestHTTPResource("/")
    URI base;

    @Override
    Gate gate() {
        return new Gate(base);
    }

    @Override
    String path() {
        return AdminApi.V1;
    }

    @Override
    AdminApiDocument document() {
        return AdminApiDocument.read();
    }
}
