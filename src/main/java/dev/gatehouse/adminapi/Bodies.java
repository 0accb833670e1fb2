package dev.gatehouse.adminapi;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.http.Locations;
import dev.gatehouse.problem.ProblemException;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Bodies of the admin API, asked and answered. */
public final class Bodies {
    private Bodies() {}

    /** The answer to a call that made something: what it is, and where. Nobody may keep it: it may hold a secret. */
    public static <T> RestResponse<T> created(String path, T body) {
        return Locations.<T>created(URI.create(path))
                .entity(body)
                .header("Cache-Control", "no-store")
                .build();
    }

    /**
     * The body that a call cannot do without.
     *
     * @throws ProblemException when none was sent
     */
    public static <T> T present(@Nullable T body) {
        if (body == null) {
            throw ProblemException.invalidOutsideBody("body", CommonErrors.required());
        }
        return body;
    }
}
