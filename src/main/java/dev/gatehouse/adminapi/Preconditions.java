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
 * What the running request demands of the thing that it is about to change: with {@code If-Match}, that it is still what
 * the sender has read (RFC 9110 §13.1.1). It is asked in the transaction of the change; who changes the thing between this
 * and the end of that transaction is found out by the version of its row, and refused in the same words.
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
     * Checks the thing as it is now.
     *
     * @param view as a reader is shown it; made only if it matters
     * @throws ProblemException 412 when it was changed since it was read
     */
    public void check(Supplier<?> view) {
        checkTag(() -> Optional.of(tags.of(view.get())));
    }

    /** The same for a thing that has a tag of its own, quoted; none: there is nothing yet. */
    public void checkTag(Supplier<Optional<String>> current) {
        var wanted = fields(HttpHeaders.IF_MATCH);
        if (wanted.isEmpty()) {
            return;
        }
        var tag = current.get();
        if (tag.isEmpty() || !EntityTags.matchStrongly(wanted, tag.get())) {
            throw ProblemException.changedMeanwhile();
        }
    }

    /**
     * Demands it of a request that has no such field, as a form that was filled from the thing.
     *
     * @throws ProblemException 428 without a tag: such a form would overwrite whatever is there (RFC 6585 §3)
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

    /** Whether the sender would not overwrite what somebody else has changed. */
    public boolean areGiven() {
        return !fields(HttpHeaders.IF_MATCH).isEmpty();
    }

    /** Nothing where no request is answered, as when the first content is made. */
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
