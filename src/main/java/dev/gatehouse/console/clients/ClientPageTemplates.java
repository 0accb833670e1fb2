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

/** The pages of Client Registration, in {@code templates/console/clients}. */
@CheckedTemplate(basePath = "console/clients")
public final class ClientPageTemplates {
    private ClientPageTemplates() {}

    /** A client in the list, with its entity tag for the switch beside it. */
    public record Row(ClientView client, String version) {}

    /** Why a client is shown what it is shown once. */
    public enum Occasion {
        REGISTERED,
        REGENERATED,
        TURNED_CONFIDENTIAL
    }

    /**
     * The clients.
     *
     * @param none whether the tenant has none of its own yet
     */
    public static native TemplateInstance list(ListQuery query, Page<Row> clients, boolean none);

    /**
     * A client: its credentials, where it finds this server, how it is registered and what it has going on.
     *
     * @param version its entity tag
     */
    public static native TemplateInstance view(
            ClientView client, String version, ClientEndpoints endpoints, ClientUsage usage);

    /**
     * The form.
     *
     * @param client what is edited; null: a new one
     * @param offer the scopes that a new one can be associated with
     */
    public static native TemplateInstance form(
            @Nullable ClientView client, Form form, SettingsView settings, ScopeChoice.Offer offer);

    /** What is shown once: the secret, if the client has one, and what to do with it. */
    public static native TemplateInstance issued(ClientView client, ClientEndpoints endpoints, Occasion occasion);

    /** The question for how long the old secret shall work on. */
    public static native TemplateInstance secret(ClientView client, Form form, ClientUsage usage);

    /** The question whether to switch a client on or off. */
    public static native TemplateInstance status(
            ClientView client, String version, ClientUsage usage, @Nullable String problem);

    public static native TemplateInstance delete(
            ClientView client, String version, ClientUsage usage, @Nullable String problem);

    /** The scopes that a client may request. */
    public static native TemplateInstance scopes(ClientView client, String version, List<ScopeChoice> associated);

    /**
     * Scopes to pick.
     *
     * @param ticked what is ticked, whether the search finds it or not
     * @param offer what the search finds beside
     */
    public static native TemplateInstance associate(
            ClientView client, Form form, List<ScopeChoice> ticked, ScopeChoice.Offer offer);

    public static native TemplateInstance disassociate(
            ClientView client, String version, ScopeLoss loss, @Nullable String problem);

    /**
     * What a partner developer gets.
     *
     * @param callback whether Postman can receive an authorization code of this client
     */
    public static native TemplateInstance partner(
            ClientView client, String version, ProgramPick program, boolean callback);
}
