// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import dev.gatehouse.client.ClientView;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.listing.Page;
import dev.gatehouse.tenant.SettingsView;
import dev.gatehouse.usage.ClientUsage;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of Client Registration in {@code templates/console/clients}. */
@CheckedTemplate(basePath = "console/clients")
public final class ClientPageTemplates {
    private ClientPageTemplates() {}

    /**
     * A client in the list.
     *
     * @param version the entity tag, for the button that changes the status
     */
    public record Row(ClientView client, String version) {}

    /** The reason for showing a client's credentials. */
    public enum Occasion {
        REGISTERED,
        REGENERATED,
        TURNED_CONFIDENTIAL
    }

    /**
     * The client list.
     *
     * @param none whether the tenant has only built-in clients
     */
    public static native TemplateInstance list(ListQuery query, Page<Row> clients, boolean none);

    /**
     * The page of a client: credentials, endpoints, registration and activity.
     *
     * @param version the entity tag
     */
    public static native TemplateInstance view(
            ClientView client, String version, ClientEndpoints endpoints, ClientUsage usage);

    /**
     * The form of a client.
     *
     * @param client the client to edit; null: a new client
     * @param offer the scopes to choose from for a new client
     */
    public static native TemplateInstance form(
            @Nullable ClientView client, Form form, SettingsView settings, ScopeChoice.Offer offer);

    /** The page that shows new credentials once. */
    public static native TemplateInstance issued(ClientView client, ClientEndpoints endpoints, Occasion occasion);

    /** The form for a new secret, with the overlap of the old one. */
    public static native TemplateInstance secret(ClientView client, Form form, ClientUsage usage);

    /** The confirmation before a client is activated or deactivated. */
    public static native TemplateInstance status(
            ClientView client, String version, ClientUsage usage, @Nullable String problem);

    public static native TemplateInstance delete(
            ClientView client, String version, ClientUsage usage, @Nullable String problem);

    /** The scopes that a client may request. */
    public static native TemplateInstance scopes(ClientView client, String version, List<ScopeChoice> associated);

    /**
     * The form for associating scopes.
     *
     * @param ticked the selected scopes, whether or not they match the search
     * @param offer the other scopes that match the search
     */
    public static native TemplateInstance associate(
            ClientView client, Form form, List<ScopeChoice> ticked, ScopeChoice.Offer offer);

    public static native TemplateInstance disassociate(
            ClientView client, String version, ScopeRemovalImpact loss, @Nullable String problem);

    /**
     * The page for partner developers.
     *
     * @param callback whether the client has Postman's redirect URI, or does not need it
     */
    public static native TemplateInstance partner(
            ClientView client, String version, CodeSampleSelection program, boolean callback);
}
