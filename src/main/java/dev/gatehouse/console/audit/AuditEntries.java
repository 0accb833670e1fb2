// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEventView;
import dev.gatehouse.client.ClientReference;
import dev.gatehouse.client.ClientReferences;
import dev.gatehouse.http.Paths;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes audit events readable: details in the language of the page, names for ids, and links to clients, targets and
 * explanations.
 */
@ApplicationScoped
public class AuditEntries {
    /** The actor of automatic events. */
    private static final String GATEHOUSE = "gatehouse";

    private static final Map<String, AuditAction> ACTIONS =
            Stream.of(AuditAction.values()).collect(Collectors.toMap(AuditAction::wireName, action -> action));
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern CALL = Pattern.compile("([A-Z]+) (/.*)");
    private static final Pattern TOKEN = Pattern.compile("; token (" + UUID + ")$");

    private final ClientReferences clients;
    private final DetailWords details;

    AuditEntries(ClientReferences clients, DetailWords details) {
        this.clients = clients;
        this.details = details;
    }

    /** Returns the entries of events, in the same order. */
    public List<AuditEntry> of(List<AuditEventView> events) {
        var clientIds = events.stream()
                .map(AuditEventView::client)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var names = clients.named(clientIds).stream()
                .collect(Collectors.toMap(ClientReference::clientId, client -> client.name() + " " + client.version()));
        return events.stream()
                .map(event -> entry(event, event.client() == null ? null : names.get(event.client())))
                .toList();
    }

    private AuditEntry entry(AuditEventView event, @Nullable String client) {
        var action = ACTIONS.get(event.action());
        var byClient =
                client != null && event.client() != null && event.client().equals(event.actor());
        return new AuditEntry(
                event,
                action == null ? null : AuditActionMessages.of(action),
                event.target() == null || UUID.matcher(event.target()).matches() ? null : event.target(),
                details.of(event, action),
                client,
                byClient,
                actorPage(event, byClient),
                action == null ? null : targetPage(action, event.target()),
                action == AuditAction.GATEWAY_DENIED || action == AuditAction.GATEWAY_RATE_LIMITED
                        ? why(event, client != null)
                        : null);
    }

    private static @Nullable String actorPage(AuditEventView event, boolean byClient) {
        var actor = event.actor();
        if (actor == null || actor.equals(GATEHOUSE) || isOfAnotherIssuer(event.client())) {
            return null;
        }
        return byClient ? page("clients", actor) : search("accounts", actor);
    }

    /** Client names of trusted issuers contain an at sign; other client ids cannot. Usernames may contain one. */
    private static boolean isOfAnotherIssuer(@Nullable String client) {
        return client != null && client.contains("@");
    }

    private static @Nullable String targetPage(AuditAction action, @Nullable String target) {
        if (target == null) {
            return null;
        }
        return switch (action) {
            case TOKEN_ISSUED, TOKEN_REFRESHED, TOKEN_REVOKED, CODE_REPLAYED, REFRESH_TOKEN_REUSED ->
                UUID.matcher(target).matches() ? page("tokens", target) : null;
            case SCOPE_CREATED, SCOPE_CHANGED -> search("scopes", target);
            case PROJECT_CREATED, PROJECT_CHANGED -> page("services/projects", target);
            case SERVICE_CREATED, SERVICE_CHANGED, OPENAPI_IMPORTED -> search("services", target);
            case UPSTREAM_CREATED, UPSTREAM_CHANGED -> search("services/upstreams", target);
            case ISSUER_CREATED, ISSUER_CHANGED -> search("settings/issuers", target);
            case SIGNING_KEY_CREATED, SIGNING_KEY_RETIRED -> Paths.CONSOLE + "/settings/keys";
            case ACCOUNT_CREATED, ACCOUNT_CHANGED, ACCOUNT_LOCKOUT_LIFTED, PASSWORD_CHANGED ->
                search("accounts", target);
            case GROUP_CREATED, GROUP_CHANGED, GROUP_MEMBER_ADDED, GROUP_MEMBER_REMOVED -> search("groups", target);
            default -> null;
        };
    }

    /**
     * Returns the URL that explains a denied call, with the call's data from the event; null if the event contains no
     * call.
     */
    private static @Nullable String why(AuditEventView event, boolean clientIsKnown) {
        var call = CALL.matcher(Optional.ofNullable(event.target()).orElse(""));
        if (!call.matches()) {
            return null;
        }
        var address = UriBuilder.fromPath(Paths.CONSOLE + "/why-denied")
                .queryParam("method", "{method}")
                .queryParam("url", "{url}");
        var token = TOKEN.matcher(Optional.ofNullable(event.detail()).orElse(""));
        if (token.find()) {
            return address.queryParam("tokenId", "{token}")
                    .build(call.group(1), call.group(2), token.group(1))
                    .toString();
        }
        return clientIsKnown
                ? address.queryParam("client", "{client}")
                        .build(call.group(1), call.group(2), event.client())
                        .toString()
                : address.build(call.group(1), call.group(2)).toString();
    }

    private static String page(String section, String id) {
        return UriBuilder.fromPath(Paths.CONSOLE + "/" + section + "/{id}")
                .build(id)
                .toString();
    }

    private static String search(String section, String text) {
        return UriBuilder.fromPath(Paths.CONSOLE + "/" + section)
                .queryParam("search", "{text}")
                .build(text)
                .toString();
    }
}
