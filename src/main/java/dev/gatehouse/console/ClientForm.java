package dev.gatehouse.console;

import dev.gatehouse.client.Approval;
import dev.gatehouse.client.ClientInput;
import dev.gatehouse.client.ClientType;
import dev.gatehouse.client.ClientView;
import dev.gatehouse.client.Expiration;
import dev.gatehouse.client.PkceRule;
import dev.gatehouse.client.RefreshLimit;
import dev.gatehouse.partner.PostmanExports;
import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.platform.RateLimit;
import dev.gatehouse.tenant.AccessTokenFormat;
import dev.gatehouse.tenant.SettingsView;
import dev.gatehouse.tenant.TokenTypeHeader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's registration as a form: what is preselected, what is read from it, and what of it does not apply. A number
 * that belongs to a choice which was not made is left out, for then its field is hidden.
 */
final class ClientForm {
    /** A client's own version; in a form {@link Form#VERSION} is the one of what the form shows. */
    private static final String VERSION = "clientVersion";

    /** The choice that leaves the format of access tokens to the settings. */
    private static final String AS_IN_SETTINGS = "GLOBAL";

    private static final String LIMITED = "LIMITED";
    private static final String ORIGINS = "origins";

    /** The choice that leaves the allowed origins to the redirect URIs. */
    private static final String OF_REDIRECT_URIS = "REDIRECT_URIS";

    private static final String LISTED = "LISTED";

    private ClientForm() {}

    /** The form of a new client. */
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

    /** The form of a client that is there. */
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

    /** A new client, active, with the scopes that were ticked or named. */
    static ClientInput registration(Form form) {
        var uris = new ArrayList<>(form.lines("redirectUris"));
        if (form.flag("postman") && !uris.contains(PostmanExports.CALLBACK)) {
            uris.add(PostmanExports.CALLBACK);
        }
        var scopes = new ArrayList<>(form.all("scopes"));
        scopes.addAll(form.words("otherScopes"));
        return input(form, form.text("name"), form.text(VERSION), uris, true, List.copyOf(scopes));
    }

    /** The same refusal, with what is wrong with a client's version beside that field. */
    static ProblemException named(ProblemException refusal) {
        var errors = refusal.problem().errors();
        return errors.stream().noneMatch(error -> error.field().equals("version"))
                ? refusal
                : ProblemException.invalid(errors.stream()
                        .map(error -> error.field().equals("version") ? error.at(VERSION) : error)
                        .toList());
    }

    /** What becomes of a client whose status and scopes are not the form's to say. */
    static ClientInput edit(Form form, ClientView now) {
        return input(form, null, null, form.lines("redirectUris"), now.active(), now.scopes());
    }

    /** A client as it is, but for its status and scopes. */
    static ClientInput same(ClientView now, boolean active, List<String> scopes) {
        var limit = now.rateLimit();
        return new ClientInput(
                null,
                null,
                now.description(),
                now.type(),
                now.redirectUris(),
                now.allowedOrigins(),
                now.grantTypes(),
                now.requirePkce(),
                now.expiration(),
                now.expirationSeconds(),
                now.refresh(),
                now.refreshCount(),
                now.refreshInactivityDays(),
                now.refreshMaximumAgeDays(),
                now.approval(),
                now.accessTokenFormat(),
                now.accessTokenTypeHeader(),
                now.resourceServer(),
                limit == null ? null : new RateLimit.Input(limit.requests(), limit.perSeconds(), limit.burst()),
                active,
                scopes);
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
        return new ClientInput(
                name,
                version,
                form.text("description"),
                form.choice("type", ClientType.class),
                redirectUris,
                form.has(ORIGINS, LISTED) ? form.lines("allowedOrigins") : null,
                form.all("grantTypes"),
                form.choice("requirePkce", PkceRule.class),
                expiration,
                expiration == Expiration.SECONDS ? form.number("expirationSeconds") : null,
                refresh,
                refresh == RefreshLimit.UNLIMITED ? null : form.number("refreshCount"),
                form.number("refreshInactivityDays"),
                form.number("refreshMaximumAgeDays"),
                form.choice("approval", Approval.class),
                form.has("accessTokenFormat", AS_IN_SETTINGS)
                        ? null
                        : form.choice("accessTokenFormat", AccessTokenFormat.class),
                form.has("accessTokenTypeHeader", AS_IN_SETTINGS)
                        ? null
                        : form.choice("accessTokenTypeHeader", TokenTypeHeader.class),
                form.flag("resourceServer"),
                form.has("rateLimit", LIMITED)
                        ? new RateLimit.Input(
                                form.number("rateLimit.requests"),
                                form.number("rateLimit.perSeconds"),
                                form.number("rateLimit.burst"))
                        : null,
                active,
                scopes);
    }
}
