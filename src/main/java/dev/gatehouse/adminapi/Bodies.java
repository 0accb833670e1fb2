// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import dev.gatehouse.http.Locations;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Request and response bodies of the admin API. */
public final class Bodies {
    private Bodies() {}

    /**
     * Returns a 201 response with the created resource and its location. The response must not be cached, because the
     * body may contain a secret.
     */
    public static <T> RestResponse<T> created(String path, T body) {
        return Locations.<T>created(URI.create(path))
                .entity(body)
                .header("Cache-Control", "no-store")
                .build();
    }

    /**
     * Returns the required body of a request.
     *
     * @throws ProblemException if the request has no body
     */
    public static <T> T present(@Nullable T body) {
        if (body == null) {
            throw ProblemException.invalidOutsideBody("body", CommonErrors.required());
        }
        return body;
    }
}
