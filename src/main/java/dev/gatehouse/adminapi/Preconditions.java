// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The precondition of the current request: {@code If-Match} requires that the resource is unchanged since the sender
 * read the resource (RFC 9110 §13.1.1). The check runs in the transaction of the change. The row version detects
 * changes between the check and the end of the transaction, with the same error.
 */
@ApplicationScoped
public class Preconditions {
    private static final String DEMANDED = Preconditions.class.getName();

    private final CurrentVertxRequest request;
    private final EntityTags tags;

    Preconditions(CurrentVertxRequest request, EntityTags tags) {
        this.request = request;
        this.tags = tags;
    }

    /**
     * Checks the current state of the resource.
     *
     * @param view returns the view of the resource; called only if the request has a precondition
     * @throws ProblemException 412 if the resource changed since the sender read the resource
     */
    public void check(Supplier<?> view) {
        checkTag(() -> Optional.of(tags.of(view.get())));
    }

    /**
     * Checks a resource that has its own tag.
     *
     * @param current returns the quoted tag, or empty if the resource does not exist yet
     */
    public void checkTag(Supplier<Optional<String>> current) {
        if (ManagedObjects.isApply()) {
            // The precondition of the request is about the whole apply, not about each object.
            return;
        }
        var wanted = fields(HttpHeaders.IF_MATCH);
        if (wanted.isEmpty()) {
            return;
        }
        var tag = current.get();
        if (tag.isEmpty() || !EntityTags.matchStrongly(wanted, tag.get())) {
            throw ProblemException.preconditionFailed();
        }
    }

    /**
     * Sets the precondition of a form, which has no {@code If-Match}.
     *
     * @throws ProblemException 428 without a tag, because the form would overwrite any other change (RFC 6585 §3)
     */
    public void demand(@Nullable String tag) {
        if (tag == null || tag.isEmpty()) {
            throw ProblemException.refused(428, CommonErrors.versionMissing());
        }
        var routing = request.getCurrent();
        if (routing != null) {
            routing.put(DEMANDED, tag);
        }
    }

    /** Returns whether the request has a precondition. */
    public boolean areGiven() {
        return !fields(HttpHeaders.IF_MATCH).isEmpty();
    }

    /** Returns no values outside a request, for example when the initial content is created. */
    private List<String> fields(CharSequence name) {
        var routing = request.getCurrent();
        if (routing == null) {
            return List.of();
        }
        return routing.get(DEMANDED) instanceof String tag
                ? List.of(tag)
                : routing.request().headers().getAll(name);
    }
}
