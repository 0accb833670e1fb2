// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kind of an exposed service, which determines its path. */
public enum ServiceKind {
    /** A flow service at {@code /integration/rest/external/integration/run/{environment}/{projectId}/{name}}. */
    FLOW_SERVICE,
    /** A REST resource at {@code /integration/restv2/{environment}/{projectId}/{name}{resource}}. */
    REST_RESOURCE;

    /**
     * Returns the kind with a name, or null for null.
     *
     * @throws ProblemException if there is no such kind
     */
    static @Nullable ServiceKind read(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.invalidOutsideBody("kind", CommonErrors.notOneOf(List.of(values()))));
    }
}
