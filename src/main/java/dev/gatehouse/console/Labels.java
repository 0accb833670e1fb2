// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.console.accounts.AccountMessages;
import dev.gatehouse.console.accounts.GroupMessages;
import dev.gatehouse.console.audit.AuditMessages;
import dev.gatehouse.console.clients.ClientMessages;
import dev.gatehouse.console.clients.RegistrationMessages;
import dev.gatehouse.console.issuers.IssuerMessages;
import dev.gatehouse.console.scopes.ScopeMessages;
import dev.gatehouse.console.services.ImportMessages;
import dev.gatehouse.console.services.ProjectMessages;
import dev.gatehouse.console.services.ServiceMessages;
import dev.gatehouse.console.services.UpstreamMessages;
import dev.gatehouse.console.settings.SettingsMessages;
import dev.gatehouse.console.tokens.TokenMessages;
import dev.gatehouse.console.whydenied.WhyDeniedMessages;
import dev.gatehouse.http.Language;
import org.jspecify.annotations.Nullable;

/**
 * The labels of the fields of each form, for the summary of its errors. They are the texts that the templates show
 * beside the fields.
 */
public enum Labels {
    /** A form without labels. */
    NONE {
        @Override
        @Nullable String of(String field, Language language) {
            return null;
        }
    },

    /** The form of an account, or of its password. */
    ACCOUNT {
        @Override
        @Nullable String of(String field, Language language) {
            var accounts = language.texts(AccountMessages.class);
            return switch (field) {
                case "displayName" -> accounts.displayName();
                case "username" -> accounts.username();
                case "role" -> accounts.role();
                case "groups" -> accounts.groups();
                case "password" -> accounts.password();
                case "deletePasskeys" -> accounts.passkeys();
                case "passwordChoice" -> accounts.passwordChoice();
                default -> null;
            };
        }
    },

    /** The filters of the audit log. */
    AUDIT {
        @Override
        @Nullable String of(String field, Language language) {
            var audit = language.texts(AuditMessages.class);
            return switch (field) {
                case "actor" -> audit.actor();
                case "client" -> audit.client();
                case "address" -> audit.address();
                case "from" -> audit.fromMoment();
                case "to" -> audit.toMoment();
                case "search" -> audit.searchLabel();
                case "action" -> audit.whatHappened();
                case "outcome" -> audit.outcome();
                default -> null;
            };
        }
    },

    /** The form of a client. */
    CLIENT {
        @Override
        @Nullable String of(String field, Language language) {
            var clients = language.texts(ClientMessages.class);
            var registration = language.texts(RegistrationMessages.class);
            return switch (field) {
                case "name" -> clients.name();
                case "clientVersion" -> clients.version();
                case "description" -> registration.description();
                case "type" -> registration.typeLegend();
                case "grantTypes" -> registration.grants();
                case "redirectUris" -> registration.redirectUris();
                case "origins" -> registration.origins();
                case "allowedOrigins" -> registration.allowedOrigins();
                case "requirePkce" -> registration.pkce();
                case "approval" -> registration.approval();
                case "scopes" -> registration.scopesLegend();
                case "otherScopes" -> registration.otherScopes();
                case "expiration" -> registration.expiration();
                case "expirationSeconds" -> registration.seconds();
                case "refresh" -> registration.refresh();
                case "refreshCount" -> registration.refreshCount();
                case "refreshInactivityDays" -> registration.refreshInactivity();
                case "refreshMaximumAgeDays" -> registration.refreshMaximumAge();
                case "accessTokenFormat" -> registration.format();
                case "accessTokenTypeHeader" -> registration.typeHeader();
                case "resourceServer" -> registration.resourceServer();
                case "rateLimit" -> registration.rateLimit();
                case "rateLimit.requests" -> registration.rateRequests();
                case "rateLimit.perSeconds" -> registration.ratePerSeconds();
                case "rateLimit.burst" -> registration.rateBurst();
                default -> null;
            };
        }
    },

    /** The form that associates scopes with a client. */
    CLIENT_SCOPES {
        @Override
        @Nullable String of(String field, Language language) {
            var clients = language.texts(ClientMessages.class);
            return switch (field) {
                case "scopes" -> clients.found();
                default -> null;
            };
        }
    },

    /** The form for a new secret of a client. */
    CLIENT_SECRET {
        @Override
        @Nullable String of(String field, Language language) {
            var clients = language.texts(ClientMessages.class);
            var registration = language.texts(RegistrationMessages.class);
            return switch (field) {
                case "overlap" -> clients.overlap();
                case "overlapSeconds" -> registration.seconds();
                default -> null;
            };
        }
    },

    /** The form of a group. */
    GROUP {
        @Override
        @Nullable String of(String field, Language language) {
            var groups = language.texts(GroupMessages.class);
            return switch (field) {
                case "name" -> groups.name();
                case "description" -> groups.description();
                default -> null;
            };
        }
    },

    /** The form for the import of an OpenAPI document. */
    IMPORT {
        @Override
        @Nullable String of(String field, Language language) {
            var imports = language.texts(ImportMessages.class);
            var projects = language.texts(ProjectMessages.class);
            return switch (field) {
                case "document" -> imports.paste();
                case "projectId" -> imports.project();
                case "newProject" -> imports.newProjectName();
                case "environment" -> projects.environment();
                case "name" -> imports.name();
                case "upstream" -> imports.upstream();
                case "file" -> imports.file();
                default -> null;
            };
        }
    },

    /** The form for the CORS rule of a REST API. */
    API_ORIGINS {
        @Override
        @Nullable String of(String field, Language language) {
            var services = language.texts(ServiceMessages.class);
            return switch (field) {
                case "mode" -> services.cors();
                case "origins" -> services.corsOrigins();
                default -> null;
            };
        }
    },

    /** The form of a trusted issuer. */
    ISSUER {
        @Override
        @Nullable String of(String field, Language language) {
            var issuers = language.texts(IssuerMessages.class);
            return switch (field) {
                case "name" -> issuers.name();
                case "issuer" -> issuers.issuer();
                case "description" -> issuers.description();
                case "validation" -> issuers.validation();
                case "audience" -> issuers.audience();
                case "jwksUri" -> issuers.jwksUri();
                case "algorithms" -> issuers.algorithms();
                case "tokenTypes" -> issuers.tokenTypes();
                case "introspectionEndpoint" -> issuers.endpoint();
                case "clientId" -> issuers.clientId();
                case "clientSecret" -> issuers.clientSecret();
                case "cacheSeconds" -> issuers.cacheSeconds();
                case "tokenPrefix" -> issuers.tokenPrefix();
                case "scopes" -> issuers.scopes();
                case "scopeClaim" -> issuers.scopeClaim();
                case "clientClaim" -> issuers.clientClaim();
                case "clients" -> issuers.clients();
                case "active" -> issuers.active();
                default -> null;
            };
        }
    },

    /** The form of a project. */
    PROJECT {
        @Override
        @Nullable String of(String field, Language language) {
            var projects = language.texts(ProjectMessages.class);
            return switch (field) {
                case "name" -> projects.name();
                case "environment" -> projects.environment();
                default -> null;
            };
        }
    },

    /** The form of a scope. */
    SCOPE {
        @Override
        @Nullable String of(String field, Language language) {
            var scopes = language.texts(ScopeMessages.class);
            return switch (field) {
                case "name" -> scopes.name();
                case "description" -> scopes.description();
                case "serviceUrls" -> scopes.serviceUrls();
                case "groups" -> scopes.limitedTo();
                default -> null;
            };
        }
    },

    /** The form of an exposed service. */
    SERVICE {
        @Override
        @Nullable String of(String field, Language language) {
            var services = language.texts(ServiceMessages.class);
            return switch (field) {
                case "kind" -> services.kind();
                case "projectId" -> services.project();
                case "name" -> services.name();
                case "resource" -> services.resource();
                case "methods" -> services.methods();
                case "upstreamUrl" -> services.upstreamUrl();
                case "timeoutMs" -> services.timeout();
                case "rateLimit.requests" -> services.rateRequests();
                case "rateLimit.perSeconds" -> services.ratePerSeconds();
                case "rateLimit.burst" -> services.rateBurst();
                case "description" -> services.description();
                case "cors.mode" -> services.cors();
                case "cors.origins" -> services.corsOrigins();
                default -> null;
            };
        }
    },

    /** The form of the general settings. */
    SETTINGS {
        @Override
        @Nullable String of(String field, Language language) {
            var settings = language.texts(SettingsMessages.class);
            return switch (field) {
                case "requireHttps" -> settings.requireHttps();
                case "requirePkce" -> settings.requirePkce();
                case "allowImplicit" -> settings.allowImplicit();
                case "allowPassword" -> settings.allowPassword();
                case "authorizationCodeLifetime" -> settings.codeLifetime();
                case "accessTokenFormat" -> settings.format();
                case "accessTokenTypeHeader" -> settings.typeHeader();
                case "tokenExpiry" -> settings.expiry();
                case "accessTokenLifetime" -> settings.tokenLifetime();
                case "refresh" -> settings.refresh();
                case "refreshCount" -> settings.refreshCount();
                case "refreshGrace" -> settings.grace();
                case "refreshInactivityDays" -> settings.refreshInactivity();
                case "refreshMaximumAgeDays" -> settings.refreshMaximumAge();
                case "signingAlgorithm" -> settings.algorithm();
                case "rotation" -> settings.rotation();
                case "signingKeyLifetime" -> settings.keyLifetime();
                case "retention" -> settings.retention();
                case "auditRetention" -> settings.auditRetention();
                default -> null;
            };
        }
    },

    /** The form for the texts and the logo of the permissions page. */
    PERMISSIONS_PAGE {
        @Override
        @Nullable String of(String field, Language language) {
            var settings = language.texts(SettingsMessages.class);
            return switch (field) {
                case "approvalTitle" -> settings.approvalTitle();
                case "approvalHeading" -> settings.approvalHead();
                case "approvalFooter" -> settings.approvalFooter();
                case "logo" -> settings.logoFile();
                default -> null;
            };
        }
    },

    /** The form for an added token. */
    TOKEN {
        @Override
        @Nullable String of(String field, Language language) {
            var tokens = language.texts(TokenMessages.class);
            return switch (field) {
                case "name" -> tokens.name();
                case "expiresInDays" -> tokens.days();
                case "scopes" -> tokens.scopes();
                case "client" -> tokens.client();
                default -> null;
            };
        }
    },

    /** The form of a declared upstream. */
    UPSTREAM {
        @Override
        @Nullable String of(String field, Language language) {
            var upstreams = language.texts(UpstreamMessages.class);
            return switch (field) {
                case "url" -> upstreams.url();
                case "description" -> upstreams.description();
                case "authentication" -> upstreams.authentication();
                case "headerName" -> upstreams.headerName();
                case "headerValue" -> upstreams.headerValue();
                case "tokenUrl" -> upstreams.tokenUrl();
                case "clientId" -> upstreams.clientId();
                case "clientSecret" -> upstreams.clientSecret();
                case "clientAuthentication" -> upstreams.clientAuthentication();
                case "scope" -> upstreams.scope();
                case "resource" -> upstreams.resource();
                case "audience" -> upstreams.audience();
                case "trustedCertificates" -> upstreams.trustedCertificates();
                case "maxConcurrent" -> upstreams.maxConcurrent();
                default -> null;
            };
        }
    },

    /** The form of Why denied? */
    WHY_DENIED {
        @Override
        @Nullable String of(String field, Language language) {
            var why = language.texts(WhyDeniedMessages.class);
            return switch (field) {
                case "method" -> why.method();
                case "url" -> why.url();
                case "by" -> why.by();
                case "token" -> why.token();
                case "tokenId" -> why.tokenId();
                case "client" -> why.client();
                case "scopes" -> why.scopes();
                case "account" -> why.account();
                default -> null;
            };
        }
    };

    /** Returns the label of a field in the language of the page; null if the form does not show the field. */
    abstract @Nullable String of(String field, Language language);
}
