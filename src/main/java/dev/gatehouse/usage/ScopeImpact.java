// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.listing.Excerpt;
import dev.gatehouse.scope.ScopeView.LimitedTo;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The effect of an edit or deletion of a scope.
 *
 * @param gained the calls that the scope covers only after the edit
 * @param lost the calls that the scope covers only before the edit
 * @param clients the clients that are associated with the scope or hold live tokens with it; clients that lose calls
 *     come first
 * @param groups the groups that the scope is limited to
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
     * @param url all URLs of the service, or the pattern of the affected ones
     * @param methods the affected methods; empty: all
     * @param extent {@code PARTLY} if only a part of the service is affected
     */
    public record Calls(ServiceReference service, String url, List<String> methods, Extent extent) {}

    /**
     * A client with the calls that it gains and loses, except calls that another scope of its registration covers.
     *
     * @param associated whether the client may request the scope; if not, it holds earlier tokens
     * @param tokens the client's counted tokens
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
     * The live tokens with the scope: those that have not expired or can be refreshed.
     *
     * @param losing the number of counted tokens without another scope that covers the lost calls
     * @param gaining the number of counted tokens without another scope that already covers the gained calls
     * @param lastUsedAt the last use of the counted tokens; null: never
     */
    public record OfTokens(
            BoundedCount live,
            int losing,
            int gaining,
            @Nullable Instant lastUsedAt) {}

    /**
     * The groups that the scope is limited to; empty: not limited, or deleted.
     *
     * @param shutOut the number of counted tokens whose holder is admitted before the edit but not after it
     */
    public record Groups(List<LimitedTo> before, List<LimitedTo> after, int shutOut) {}
}
