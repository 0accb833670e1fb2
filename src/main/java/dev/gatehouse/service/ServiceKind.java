package dev.gatehouse.service;

import dev.gatehouse.platform.CommonErrors;
import dev.gatehouse.platform.ProblemException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is exposed, which decides the shape of its path. */
public enum ServiceKind {
    /** {@code /integration/rest/external/integration/run/{environment}/{projectId}/{name}} */
    FLOW_SERVICE,
    /** {@code /integration/restv2/{environment}/{projectId}/{name}{resource}} */
    REST_RESOURCE;

    /**
     * The kind of a name, null for none.
     *
     * @throws ProblemException when there is no such kind
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
