// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import java.util.List;
import java.util.stream.Stream;

/** The actions of audit events. */
public enum AuditAction {
    SIGN_IN("account.sign_in"),
    SIGN_OUT("account.sign_out"),
    SESSION_ENDED("session.ended"),
    PASSWORD_CHANGED("account.password_changed"),
    PASSKEY_ADDED("passkey.added"),
    PASSKEY_RENAMED("passkey.renamed"),
    PASSKEY_DELETED("passkey.deleted"),
    ACCOUNT_CREATED("account.created"),
    ACCOUNT_CHANGED("account.changed"),
    ACCOUNT_DELETED("account.deleted"),
    ACCOUNT_LOCKOUT_LIFTED("account.lockout_lifted"),
    INVITATION_CREATED("invitation.created"),
    INVITATION_REDEEMED("invitation.redeemed"),
    INVITATION_REVOKED("invitation.revoked"),
    GROUP_CREATED("group.created"),
    GROUP_CHANGED("group.changed"),
    GROUP_DELETED("group.deleted"),
    GROUP_MEMBER_ADDED("group.member_added"),
    GROUP_MEMBER_REMOVED("group.member_removed"),
    CLIENT_CREATED("client.created"),
    CLIENT_CHANGED("client.changed"),
    CLIENT_DELETED("client.deleted"),
    CLIENT_SECRET_REGENERATED("client.secret_regenerated"),
    CLIENT_EXPORTED("client.exported"),
    CLIENT_AUTHENTICATION("client.authentication"),
    SCOPE_CREATED("scope.created"),
    SCOPE_CHANGED("scope.changed"),
    SCOPE_DELETED("scope.deleted"),
    PROJECT_CREATED("project.created"),
    PROJECT_CHANGED("project.changed"),
    PROJECT_DELETED("project.deleted"),
    SERVICE_CREATED("service.created"),
    SERVICE_CHANGED("service.changed"),
    SERVICE_DELETED("service.deleted"),
    UPSTREAM_CREATED("upstream.created"),
    UPSTREAM_CHANGED("upstream.changed"),
    UPSTREAM_DELETED("upstream.deleted"),
    UPSTREAM_TOKEN_FAILED("upstream.token_failed"),
    OPENAPI_IMPORTED("openapi.imported"),
    CONFIGURATION_APPLIED("configuration.applied"),
    ISSUER_CREATED("issuer.created"),
    ISSUER_CHANGED("issuer.changed"),
    ISSUER_DELETED("issuer.deleted"),
    SETTINGS_CHANGED("settings.changed"),
    SIGNING_KEY_CREATED("signing_key.created"),
    SIGNING_KEY_RETIRED("signing_key.retired"),
    AUTHORIZATION_REFUSED("authorization.refused"),
    ACCESS_GRANTED("authorization.granted"),
    ACCESS_DENIED("authorization.denied"),
    ACCESS_WITHDRAWN("authorization.withdrawn"),
    TOKEN_ISSUED("token.issued"),
    TOKEN_REFRESHED("token.refreshed"),
    TOKEN_REFUSED("token.refused"),
    TOKEN_REVOKED("token.revoked"),
    CODE_REPLAYED("code.replayed"),
    REFRESH_TOKEN_REUSED("refresh_token.reused"),
    GATEWAY_DENIED("gateway.denied"),
    GATEWAY_RATE_LIMITED("gateway.rate_limited"),
    GATEWAY_EXPLAINED("gateway.explained"),
    CONSOLE_DENIED("console.denied"),
    CROSS_ORIGIN_REFUSED("request.cross_origin"),
    PLAIN_HTTP_REFUSED("request.plain_http"),
    AUDIT_EXPORTED("audit.exported"),
    TENANT_CREATED("tenant.created"),
    TENANT_CHANGED("tenant.changed"),
    TENANT_QUOTAS_CHANGED("tenant.quotas_changed"),
    TENANT_ADMINISTRATOR_INVITED("tenant.administrator_invited"),
    TENANT_SUSPENDED("tenant.suspended"),
    TENANT_RESUMED("tenant.resumed"),
    TENANT_MARKED_FOR_DELETION("tenant.marked_for_deletion"),
    TENANT_DELETED("tenant.deleted"),
    TENANT_ENTERED("tenant.entered"),
    TENANT_LEFT("tenant.left"),
    TENANT_EXPORTED("tenant.exported"),
    TENANT_IMPORTED("tenant.imported");

    private final String wireName;

    AuditAction(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /**
     * Returns whether callers of every kind can cause unlimited events of the action. A separate queue holds such
     * events, so that a flood of these events does not displace others.
     */
    boolean isTraffic() {
        return switch (this) {
            case GATEWAY_DENIED,
                    GATEWAY_RATE_LIMITED,
                    AUTHORIZATION_REFUSED,
                    TOKEN_REFUSED,
                    CROSS_ORIGIN_REFUSED,
                    PLAIN_HTTP_REFUSED -> true;
            default -> false;
        };
    }

    /** Returns the API names of all actions. */
    public static List<String> wireNames() {
        return Stream.of(values()).map(AuditAction::wireName).toList();
    }
}
