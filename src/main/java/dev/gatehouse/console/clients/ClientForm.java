// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import dev.gatehouse.client.Approval;
import dev.gatehouse.client.ClientInput;
import dev.gatehouse.client.ClientType;
import dev.gatehouse.client.ClientView;
import dev.gatehouse.client.Expiration;
import dev.gatehouse.client.PkceRule;
import dev.gatehouse.client.RefreshLimit;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.console.Form;
import dev.gatehouse.partner.PostmanExports;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.tenant.AccessTokenFormat;
import dev.gatehouse.tenant.SettingsView;
import dev.gatehouse.tenant.TokenTypeHeader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a client registration: default values, reading and filling. A number is ignored if its option is not
 * selected, because the field is then hidden.
 */
final class ClientForm {
    /** The client's own version; {@link Form#VERSION} is the entity tag. */
    private static final String VERSION = "clientVersion";

    /** The option to use the tenant's setting. */
    private static final String AS_IN_SETTINGS = "GLOBAL";

    private static final String LIMITED = "LIMITED";
    private static final String ORIGINS = "origins";

    /** The option to use the origins of the redirect URIs. */
    private static final String OF_REDIRECT_URIS = "REDIRECT_URIS";

    private static final String LISTED = "LISTED";

    private ClientForm() {}

    /** Returns the form of a new client. */
    static Form preselected(SettingsView settings) {
        return Form.blank()
                .with(VERSION, "1.0")
                .with("type", ClientType.CONFIDENTIAL)
                .with("grantTypes", "authorization_code")
                .with("requirePkce", PkceRule.GLOBAL)
                .with("approval", Approval.ALWAYS)
                .with("expiration", Expiration.GLOBAL)
                .with("refresh", settings.refreshCount() == null ? RefreshLimit.UNLIMITED : RefreshLimit.LIMITED)
                .with("refreshCount", settings.refreshCount())
                .with("accessTokenFormat", AS_IN_SETTINGS)
                .with("accessTokenTypeHeader", AS_IN_SETTINGS)
                .with(ORIGINS, OF_REDIRECT_URIS)
                .with("rateLimit", "NONE");
    }

    /**
     * Returns the form of an existing client.
     *
     * @param version the entity tag
     */
    static Form of(ClientView client, String version) {
        var limit = client.rateLimit();
        var format = client.accessTokenFormat();
        var typeHeader = client.accessTokenTypeHeader();
        var origins = client.allowedOrigins();
        return Form.blank()
                .with(Form.VERSION, version)
                .with("name", client.name())
                .with(VERSION, client.version())
                .with("description", client.description())
                .with("type", client.type())
                .with("grantTypes", client.grantTypes())
                .with("redirectUris", client.redirectUris())
                .with(ORIGINS, origins == null ? OF_REDIRECT_URIS : LISTED)
                .with("allowedOrigins", origins)
                .with("requirePkce", client.requirePkce())
                .with("approval", client.approval())
                .with("expiration", client.expiration())
                .with("expirationSeconds", client.expirationSeconds())
                .with("refresh", client.refresh())
                .with("refreshCount", client.refreshCount())
                .with("refreshInactivityDays", client.refreshInactivityDays())
                .with("refreshMaximumAgeDays", client.refreshMaximumAgeDays())
                .with("accessTokenFormat", format == null ? AS_IN_SETTINGS : format)
                .with("accessTokenTypeHeader", typeHeader == null ? AS_IN_SETTINGS : typeHeader)
                .with("resourceServer", client.resourceServer())
                .with("rateLimit", limit == null ? "NONE" : LIMITED)
                .with("rateLimit.requests", limit == null ? null : limit.requests())
                .with("rateLimit.perSeconds", limit == null ? null : limit.perSeconds())
                .with("rateLimit.burst", limit == null ? null : limit.burst());
    }

    /** Reads a new, active client with the selected and named scopes. */
    static ClientInput registration(Form form) {
        var uris = new ArrayList<>(form.lines("redirectUris"));
        if (form.flag("postman") && !uris.contains(PostmanExports.CALLBACK)) {
            uris.add(PostmanExports.CALLBACK);
        }
        var scopes = new ArrayList<>(form.all("scopes"));
        scopes.addAll(form.words("otherScopes"));
        return input(form, form.text("name"), form.text(VERSION), uris, true, List.copyOf(scopes));
    }

    /** Returns the same error, with messages on the client's version moved to the field of this form. */
    static ProblemException named(ProblemException refusal) {
        var errors = refusal.problem().errors();
        return errors.stream().noneMatch(error -> error.field().equals("version"))
                ? refusal
                : ProblemException.invalid(errors.stream()
                        .map(error -> error.field().equals("version") ? error.at(VERSION) : error)
                        .toList());
    }

    /** Reads an edited client. Status and scopes are kept, because the form does not contain them. */
    static ClientInput edit(Form form, ClientView now) {
        return input(form, null, null, form.lines("redirectUris"), now.active(), now.scopes());
    }

    /** Returns a client as it is, with another status and other scopes. */
    static ClientInput same(ClientView now, boolean active, List<String> scopes) {
        var limit = now.rateLimit();
        return ClientInput.builder()
                .description(now.description())
                .type(now.type())
                .redirectUris(now.redirectUris())
                .allowedOrigins(now.allowedOrigins())
                .grantTypes(now.grantTypes())
                .requirePkce(now.requirePkce())
                .expiration(now.expiration())
                .expirationSeconds(now.expirationSeconds())
                .refresh(now.refresh())
                .refreshCount(now.refreshCount())
                .refreshInactivityDays(now.refreshInactivityDays())
                .refreshMaximumAgeDays(now.refreshMaximumAgeDays())
                .approval(now.approval())
                .accessTokenFormat(now.accessTokenFormat())
                .accessTokenTypeHeader(now.accessTokenTypeHeader())
                .resourceServer(now.resourceServer())
                .rateLimit(
                        limit == null ? null : new RateLimit.Input(limit.requests(), limit.perSeconds(), limit.burst()))
                .active(active)
                .scopes(scopes)
                .build();
    }

    private static ClientInput input(
            Form form,
            @Nullable String name,
            @Nullable String version,
            List<String> redirectUris,
            boolean active,
            List<String> scopes) {
        var expiration = form.choice("expiration", Expiration.class);
        var refresh = form.choice("refresh", RefreshLimit.class);
        return ClientInput.builder()
                .name(name)
                .version(version)
                .description(form.text("description"))
                .type(form.choice("type", ClientType.class))
                .redirectUris(redirectUris)
                .allowedOrigins(form.has(ORIGINS, LISTED) ? form.lines("allowedOrigins") : null)
                .grantTypes(form.all("grantTypes"))
                .requirePkce(form.choice("requirePkce", PkceRule.class))
                .expiration(expiration)
                .expirationSeconds(expiration == Expiration.SECONDS ? form.number("expirationSeconds") : null)
                .refresh(refresh)
                .refreshCount(refresh == RefreshLimit.UNLIMITED ? null : form.number("refreshCount"))
                .refreshInactivityDays(form.number("refreshInactivityDays"))
                .refreshMaximumAgeDays(form.number("refreshMaximumAgeDays"))
                .approval(form.choice("approval", Approval.class))
                .accessTokenFormat(
                        form.has("accessTokenFormat", AS_IN_SETTINGS)
                                ? null
                                : form.choice("accessTokenFormat", AccessTokenFormat.class))
                .accessTokenTypeHeader(
                        form.has("accessTokenTypeHeader", AS_IN_SETTINGS)
                                ? null
                                : form.choice("accessTokenTypeHeader", TokenTypeHeader.class))
                .resourceServer(form.flag("resourceServer"))
                .rateLimit(
                        form.has("rateLimit", LIMITED)
                                ? new RateLimit.Input(
                                        form.number("rateLimit.requests"),
                                        form.number("rateLimit.perSeconds"),
                                        form.number("rateLimit.burst"))
                                : null)
                .active(active)
                .scopes(scopes)
                .build();
    }
}
