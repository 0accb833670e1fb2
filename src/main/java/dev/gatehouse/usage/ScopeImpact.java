package dev.gatehouse.usage;

import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.listing.Excerpt;
import dev.gatehouse.scope.ScopeView.LimitedTo;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an edit of a scope, or its deletion, would change.
 *
 * @param gained what the scope covers only afterwards
 * @param lost what it covers only before
 * @param clients that are associated with it, or hold live tokens with it; those that lose come first
 * @param groups who may have it
 */
@TemplateData
public record ScopeImpact(
        String scope,
        boolean deletion,
        Excerpt<Calls> gained,
        Excerpt<Calls> lost,
        Excerpt<OfClient> clients,
        OfTokens tokens,
        Groups groups) {

    /**
     * Calls of a service.
     *
     * @param url all of its URLs, or those of them that match
     * @param methods none: all
     * @param extent {@code PARTLY} when this is not all of the service
     */
    public record Calls(ServiceReference service, String url, List<String> methods, Extent extent) {}

    /**
     * A client, with what it gains and loses: what another scope of its registration covers too is neither.
     *
     * @param associated whether it may request the scope; if not, it holds tokens from before
     * @param tokens of those that were counted
     */
    @TemplateData
    public record OfClient(
            String clientId,
            String name,
            String version,
            boolean associated,
            OfTokens tokens,
            Excerpt<Calls> gained,
            Excerpt<Calls> lost) {}

    /**
     * The live tokens that were granted the scope: those that have not expired, or can be refreshed.
     *
     * @param losing for how many of those that were counted no other scope of the token covers what is lost
     * @param gaining for how many of them none covers yet what is gained
     * @param lastUsedAt of those that were counted; null: never
     */
    public record OfTokens(
            BoundedCount live,
            int losing,
            int gaining,
            @Nullable Instant lastUsedAt) {}

    /**
     * Which groups the scope is limited to; none: it is for whoever is signed in. After a deletion there is nothing to have.
     *
     * @param shutOut for how many of the tokens that were counted the holder is let in now, and not afterwards
     */
    public record Groups(List<LimitedTo> before, List<LimitedTo> after, int shutOut) {}
}
