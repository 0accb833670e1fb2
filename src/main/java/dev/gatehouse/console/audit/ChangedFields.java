// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import static dev.gatehouse.console.audit.DetailWords.constant;

import dev.gatehouse.account.Role;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.client.Approval;
import dev.gatehouse.client.ClientType;
import dev.gatehouse.client.Expiration;
import dev.gatehouse.client.PkceRule;
import dev.gatehouse.client.RefreshLimit;
import dev.gatehouse.console.ConsoleMessages;
import dev.gatehouse.console.accounts.AccountLabels;
import dev.gatehouse.console.accounts.AccountMessages;
import dev.gatehouse.console.clients.ClientLabels;
import dev.gatehouse.console.clients.ClientMessages;
import dev.gatehouse.console.clients.RegistrationMessages;
import dev.gatehouse.console.scopes.ScopeLabels;
import dev.gatehouse.console.scopes.ScopeMessages;
import dev.gatehouse.console.settings.SettingsLabels;
import dev.gatehouse.console.settings.SettingsMessages;
import dev.gatehouse.http.Language;
import dev.gatehouse.tenant.AccessTokenFormat;
import dev.gatehouse.tenant.TokenTypeHeader;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The labels and values of changed fields, as the form or the page of the changed object shows them. The action of the
 * event says what was changed.
 */
@ApplicationScoped
public class ChangedFields {
    /** The end of a text that was too long to be stored. */
    private static final String CUT = "…";

    private final Language language;

    ChangedFields(Language language) {
        this.language = language;
    }

    /** Returns the label of a field. A field that this version does not know keeps its name. */
    String label(AuditAction action, String field) {
        if (field.equals("managed")) {
            return console().managed();
        }
        var label = switch (action) {
            case ACCOUNT_CHANGED -> ofAccount(field);
            case CLIENT_CHANGED -> ofClient(field);
            case SCOPE_CHANGED -> ofScope(field);
            case SETTINGS_CHANGED -> ofSettings(field);
            default -> null;
        };
        return label != null ? label : field.endsWith(CUT) ? CUT : field;
    }

    /**
     * Returns the word for a value; null if the value is shown as it is.
     *
     * @param value the value in the admin API; null if there is none
     */
    @Nullable String value(AuditAction action, String field, @Nullable String value) {
        if (field.equals("managed")) {
            return value == null ? console().no() : yesOrNo(value);
        }
        return switch (action) {
            case ACCOUNT_CHANGED -> ofAccount(field, value);
            case CLIENT_CHANGED -> ofClient(field, value);
            case SCOPE_CHANGED -> field.equals("builtIn") ? yesOrNo(value) : null;
            case SETTINGS_CHANGED -> ofSettings(field, value);
            default -> null;
        };
    }

    private @Nullable String ofAccount(String field) {
        var accounts = language.texts(AccountMessages.class);
        return switch (field) {
            case "id" -> language.texts(AuditMessages.class).id();
            case "active" -> accounts.state();
            case "createdAt" -> accounts.created();
            default -> AccountLabels.ACCOUNT.of(field, language);
        };
    }

    private @Nullable String ofAccount(String field, @Nullable String value) {
        var accounts = language.texts(AccountMessages.class);
        return switch (field) {
            case "active" -> active(value);
            case "role" ->
                value == null
                        ? accounts.roleNone()
                        : constant(Role.class, value)
                                .map(role -> switch (role) {
                                    case ADMINISTRATOR -> accounts.roleAdministrator();
                                    case AUDITOR -> accounts.roleAuditor();
                                })
                                .orElse(null);
            default -> null;
        };
    }

    private @Nullable String ofClient(String field) {
        var clients = language.texts(ClientMessages.class);
        return switch (field) {
            case "clientId" -> clients.clientId();
            case "version" -> clients.version();
            case "active" -> clients.status();
            case "builtIn" -> console().builtIn();
            case "groups" -> clients.groups();
            case "createdAt" -> clients.created();
            default -> ClientLabels.CLIENT.of(field, language);
        };
    }

    private @Nullable String ofClient(String field, @Nullable String value) {
        var registration = language.texts(RegistrationMessages.class);
        return switch (field) {
            case "active" -> active(value);
            case "builtIn", "resourceServer" -> yesOrNo(value);
            case "accessTokenFormat" -> value == null ? registration.global() : format(value);
            case "accessTokenTypeHeader" -> value == null ? registration.global() : typeHeader(value);
            case "refreshInactivityDays", "refreshMaximumAgeDays" ->
                value == null ? registration.global() : refreshDays(value);
            case "refreshCount" -> value == null ? registration.unlimited() : null;
            default ->
                value == null
                        ? null
                        : ofClientChoice(field, value, registration).orElse(null);
        };
    }

    private Optional<String> ofClientChoice(String field, String value, RegistrationMessages registration) {
        var clients = language.texts(ClientMessages.class);
        return switch (field) {
            case "type" ->
                constant(ClientType.class, value).map(type -> switch (type) {
                    case CONFIDENTIAL -> clients.confidential();
                    case PUBLIC -> clients.publicType();
                });
            case "requirePkce" ->
                constant(PkceRule.class, value).map(rule -> switch (rule) {
                    case GLOBAL -> registration.global();
                    case YES -> registration.pkceYes();
                    case NO -> registration.pkceNo();
                });
            case "approval" ->
                constant(Approval.class, value).map(approval -> switch (approval) {
                    case ALWAYS -> registration.approvalAlways();
                    case ONCE -> registration.approvalOnce();
                    case NEVER -> registration.approvalNever();
                });
            case "expiration" ->
                constant(Expiration.class, value).map(expiration -> switch (expiration) {
                    case GLOBAL -> registration.global();
                    case NEVER -> registration.expirationNever();
                    case SECONDS -> registration.limited();
                });
            case "refresh" ->
                constant(RefreshLimit.class, value).map(refresh -> switch (refresh) {
                    case UNLIMITED -> registration.unlimited();
                    case LIMITED -> registration.limited();
                });
            default -> Optional.empty();
        };
    }

    private @Nullable String ofScope(String field) {
        var scopes = language.texts(ScopeMessages.class);
        return switch (field) {
            case "id" -> language.texts(AuditMessages.class).id();
            case "builtIn" -> console().builtIn();
            case "createdAt" -> scopes.created();
            default -> ScopeLabels.SCOPE.of(field, language);
        };
    }

    private @Nullable String ofSettings(String field) {
        if (field.equals("approvalLogo")) {
            return language.texts(SettingsMessages.class).logo();
        }
        var label = SettingsLabels.SETTINGS.of(field, language);
        return label == null ? SettingsLabels.PERMISSIONS_PAGE.of(field, language) : label;
    }

    private @Nullable String ofSettings(String field, @Nullable String value) {
        var settings = language.texts(SettingsMessages.class);
        var audit = language.texts(AuditMessages.class);
        return switch (field) {
            case "requireHttps", "requirePkce" -> either(value, audit.required(), settings.requireHttpsOff());
            case "allowImplicit", "allowPassword" -> either(value, audit.allowed(), settings.refused());
            case "accessTokenLifetime" -> value == null ? settings.expiresNever() : null;
            case "refreshCount" -> value == null ? settings.refreshUnlimited() : null;
            case "signingKeyLifetime" -> value == null ? settings.rotationNever() : null;
            case "auditRetention" -> value == null ? settings.retentionUnlimited() : null;
            case "accessTokenFormat" -> value == null ? null : format(value);
            case "accessTokenTypeHeader" -> value == null ? null : typeHeader(value);
            case "refreshInactivityDays", "refreshMaximumAgeDays" -> value == null ? null : refreshDays(value);
            default -> null;
        };
    }

    private @Nullable String format(String value) {
        var registration = language.texts(RegistrationMessages.class);
        return constant(AccessTokenFormat.class, value)
                .map(format -> switch (format) {
                    case JWT -> registration.jwt();
                    case OPAQUE -> registration.opaque();
                })
                .orElse(null);
    }

    private @Nullable String typeHeader(String value) {
        var registration = language.texts(RegistrationMessages.class);
        return constant(TokenTypeHeader.class, value)
                .map(header -> switch (header) {
                    case AT_JWT -> registration.typeHeaderAtJwt();
                    case JWT -> registration.typeHeaderJwt();
                })
                .orElse(null);
    }

    private @Nullable String refreshDays(String days) {
        return days.equals("0") ? language.texts(RegistrationMessages.class).refreshNoLimit() : null;
    }

    private @Nullable String active(@Nullable String value) {
        return either(value, console().active(), console().inactive());
    }

    private @Nullable String yesOrNo(@Nullable String value) {
        return either(value, console().yes(), console().no());
    }

    private static @Nullable String either(@Nullable String value, String yes, String no) {
        return "true".equals(value) ? yes : "false".equals(value) ? no : null;
    }

    private ConsoleMessages console() {
        return language.texts(ConsoleMessages.class);
    }
}
