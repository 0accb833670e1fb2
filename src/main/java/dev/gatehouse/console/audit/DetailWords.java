// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import dev.gatehouse.account.Role;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditEventView;
import dev.gatehouse.console.accounts.AccountMessages;
import dev.gatehouse.console.clients.RegistrationMessages;
import dev.gatehouse.console.services.ServiceMessages;
import dev.gatehouse.console.services.UpstreamMessages;
import dev.gatehouse.console.whydenied.WhyDeniedMessages;
import dev.gatehouse.gateway.AccessDecision.Step;
import dev.gatehouse.http.Language;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.service.CorsMode;
import dev.gatehouse.service.upstream.UpstreamAuthentication;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The details of audit events in the words of the pages. A stored detail has the names of the admin API: of fields,
 * constants, grants and steps. Pages show the words that the forms and the other pages have for them. A name that this
 * version does not know stays as it is.
 */
@ApplicationScoped
public class DetailWords {
    /** The grant of a token that an administrator added. */
    private static final String ADMINISTRATOR = "administrator";

    private static final String AFTER_GRANT = ": ";

    private final Language language;
    private final ChangedFields fields;

    DetailWords(Language language, ChangedFields fields) {
        this.language = language;
        this.fields = fields;
    }

    /**
     * Returns the detail of an event in the language of the page; null if there is none.
     *
     * @param action the action; null if another version recorded it
     */
    @Nullable String of(AuditEventView event, @Nullable AuditAction action) {
        if (action == null) {
            return event.detailIn(language.preferred(), UnaryOperator.identity());
        }
        return event.detail() != null && event.detailCode() == null
                ? value(action, event.detail())
                : event.detailIn(language.preferred(), text -> worded(action, text));
    }

    /** Returns a detail that is only a value. */
    private String value(AuditAction action, String detail) {
        return switch (action) {
            case TOKEN_ISSUED -> {
                var end = detail.indexOf(AFTER_GRANT);
                yield end < 0 ? detail : grant(detail.substring(0, end)) + detail.substring(end);
            }
            case UPSTREAM_CREATED, UPSTREAM_CHANGED, UPSTREAM_DELETED ->
                constant(UpstreamAuthentication.class, detail).map(this::word).orElse(detail);
            default -> detail;
        };
    }

    private ErrorText worded(AuditAction action, ErrorText text) {
        var values = text.arguments();
        return switch (text.code()) {
            case "event.changes" -> text.with(List.of(each(values.getFirst(), change -> change(action, change))));
            case "event.account.role" -> text.with(List.of(role(values.getFirst())));
            case "event.call.denied" -> text.with(List.of(step(values.getFirst()), nested(action, values.getLast())));
            case "event.call.other-upstream" -> text.with(List.of(step(values.getFirst())));
            case "event.service.cors" ->
                text.with(List.of(cors(values.getFirst().toString())));
            case "event.export.filters" -> text.with(List.of(each(values.getFirst(), this::filter)));
            default ->
                text.with(values.stream().map(value -> nested(action, value)).toList());
        };
    }

    private Object nested(AuditAction action, Object value) {
        return value instanceof ErrorText text ? worded(action, text) : value;
    }

    private static Object each(Object list, UnaryOperator<ErrorText> words) {
        return list instanceof Collection<?> entries
                ? entries.stream()
                        .<Object>map(entry -> entry instanceof ErrorText text ? words.apply(text) : entry)
                        .toList()
                : list;
    }

    /** Returns a change of a field: with both values, or only the name of the field. */
    private ErrorText change(AuditAction action, ErrorText change) {
        var values = change.arguments();
        var field = values.getFirst().toString();
        var label = fields.label(action, field);
        return values.size() == 3
                ? change.with(
                        List.of(label, changed(action, field, values.get(1)), changed(action, field, values.get(2))))
                : change.with(List.of(label));
    }

    /** Returns the value of a field before or after a change. A text without values means that there was none. */
    private Object changed(AuditAction action, String field, Object value) {
        if (!(value instanceof ErrorText text)) {
            return value;
        }
        var word = fields.value(
                action,
                field,
                text.arguments().isEmpty() ? null : text.arguments().getFirst().toString());
        return word == null ? text : word;
    }

    private ErrorText filter(ErrorText filter) {
        var parameter = filter.arguments().getFirst().toString();
        var label = AuditLabels.AUDIT.of(parameter, language);
        var value = filter.arguments().getLast().toString();
        return filter.with(
                List.of(label == null ? parameter : label, parameter.equals("outcome") ? outcome(value) : value));
    }

    private String outcome(String name) {
        var texts = language.texts(AuditMessages.class);
        return constant(AuditEvent.Outcome.class, name)
                .map(outcome -> switch (outcome) {
                    case SUCCESS -> texts.outcomeSuccess();
                    case DENIED -> texts.outcomeDenied();
                    case FAILURE -> texts.outcomeFailure();
                })
                .orElse(name);
    }

    private String grant(String name) {
        var texts = language.texts(RegistrationMessages.class);
        if (name.equals(ADMINISTRATOR)) {
            return language.texts(AuditMessages.class).addedByAdministrator();
        }
        return GrantType.of(name)
                .map(grant -> switch (grant) {
                    case AUTHORIZATION_CODE -> texts.authorizationCode();
                    case IMPLICIT -> texts.implicit();
                    case CLIENT_CREDENTIALS -> texts.clientCredentials();
                    case PASSWORD -> texts.password();
                    case REFRESH_TOKEN -> name;
                })
                .orElse(name);
    }

    private String role(Object name) {
        var texts = language.texts(AccountMessages.class);
        return constant(Role.class, name.toString())
                .map(role -> switch (role) {
                    case ADMINISTRATOR -> texts.roleAdministrator();
                    case AUDITOR -> texts.roleAuditor();
                })
                .orElse(name.toString());
    }

    private String cors(String rule) {
        var texts = language.texts(ServiceMessages.class);
        var parts = rule.split(" ", 2);
        var word = constant(CorsMode.class, parts[0])
                .map(mode -> switch (mode) {
                    case OFF -> texts.corsOff();
                    case PASS -> texts.corsPass();
                    case ALLOW -> texts.corsAllow();
                })
                .orElse(parts[0]);
        return parts.length == 1 ? word : word + ": " + parts[1];
    }

    private String word(UpstreamAuthentication authentication) {
        var texts = language.texts(UpstreamMessages.class);
        return switch (authentication) {
            case NONE -> texts.none();
            case HEADER -> texts.header();
            case CLIENT_CREDENTIALS -> texts.clientCredentials();
        };
    }

    private String step(Object name) {
        var texts = language.texts(WhyDeniedMessages.class);
        return constant(Step.class, name.toString())
                .map(step -> switch (step) {
                    case PATH -> texts.stepPath();
                    case BEARER_TOKEN -> texts.stepBearerToken();
                    case TOKEN_KNOWN -> texts.stepTokenKnown();
                    case ISSUER -> texts.stepIssuer();
                    case SIGNATURE -> texts.stepSignature();
                    case TOKEN_TYPE -> texts.stepTokenType();
                    case AUDIENCE -> texts.stepAudience();
                    case NOT_REVOKED -> texts.stepNotRevoked();
                    case NOT_EXPIRED -> texts.stepNotExpired();
                    case CLIENT_ACTIVE -> texts.stepClientActive();
                    case ACCOUNT_ACTIVE -> texts.stepAccountActive();
                    case RESOURCE -> texts.stepResource();
                    case SCOPE -> texts.stepScope();
                    case SERVICE -> texts.stepService();
                    case METHOD -> texts.stepMethod();
                    case RATE_LIMIT -> texts.stepRateLimit();
                })
                .orElse(name.toString());
    }

    /** Returns the constant of a name; empty if this version does not have it. */
    static <E extends Enum<E>> Optional<E> constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst();
    }
}
