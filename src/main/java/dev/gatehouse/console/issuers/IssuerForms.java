// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.issuers;

import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.console.Form;
import dev.gatehouse.issuer.IssuerInput;
import dev.gatehouse.issuer.IssuerInput.MappedScope;
import dev.gatehouse.issuer.IssuerView;
import dev.gatehouse.issuer.TokenTypes;
import dev.gatehouse.issuer.Validation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of a trusted issuer. Fields of the other kind of validation are ignored. */
@ApplicationScoped
class IssuerForms {
    private static final String SECRET = "clientSecret";

    private final EntityTags tags;

    IssuerForms(EntityTags tags) {
        this.tags = tags;
    }

    Form blank() {
        return Form.blank()
                .with("active", true)
                .with("validation", Validation.JWT)
                .with("algorithms", List.of("RS256", "ES256"))
                .with("tokenTypes", TokenTypes.AT_JWT)
                .with("cacheSeconds", 10);
    }

    Form filled(IssuerView issuer) {
        var jwt = issuer.validation() == Validation.JWT;
        return Form.blank()
                .with(Form.VERSION, tags.of(issuer))
                .with("issuer", issuer.issuer())
                .with("name", issuer.name())
                .with("description", issuer.description())
                .with("active", issuer.active())
                .with("validation", issuer.validation())
                .with("audience", issuer.audience())
                .with("algorithms", jwt ? issuer.algorithms() : List.of("RS256", "ES256"))
                .with("tokenTypes", issuer.tokenTypes())
                .with("scopeClaim", issuer.scopeClaim())
                .with("clientClaim", issuer.clientClaim())
                .with("clients", lines(issuer.clients()))
                .with("jwksUri", issuer.jwksUri())
                .with("introspectionEndpoint", issuer.introspectionEndpoint())
                .with("clientId", issuer.clientId())
                .with("cacheSeconds", issuer.cacheSeconds())
                .with("tokenPrefix", issuer.tokenPrefix())
                .with(
                        "scopes",
                        lines(issuer.scopes().stream()
                                .map(mapped -> mapped.external() + " " + mapped.scope())
                                .toList()));
    }

    /** Returns the form for display, without the secret. */
    static Form shown(Form sent) {
        return sent.with(SECRET, null);
    }

    static IssuerInput input(Form form) {
        var validation = form.choice("validation", Validation.class);
        var jwt = validation == Validation.JWT;
        return new IssuerInput(
                form.text("issuer"),
                form.text("name"),
                form.text("description"),
                form.flag("active"),
                validation,
                form.text("audience"),
                jwt ? form.all("algorithms") : null,
                jwt ? form.choice("tokenTypes", TokenTypes.class) : null,
                form.text("scopeClaim"),
                form.text("clientClaim"),
                form.lines("clients"),
                jwt ? form.text("jwksUri") : null,
                jwt ? null : form.text("introspectionEndpoint"),
                jwt ? null : form.text("clientId"),
                jwt ? null : form.text(SECRET),
                jwt ? null : form.number("cacheSeconds"),
                jwt ? null : form.text("tokenPrefix"),
                form.lines("scopes").stream().map(IssuerForms::mapped).toList());
    }

    /** Returns a stored issuer as an input, without the secret. */
    static IssuerInput input(IssuerView issuer) {
        var jwt = issuer.validation() == Validation.JWT;
        return new IssuerInput(
                issuer.issuer(),
                issuer.name(),
                issuer.description(),
                issuer.active(),
                issuer.validation(),
                issuer.audience(),
                jwt ? issuer.algorithms() : null,
                jwt ? issuer.tokenTypes() : null,
                issuer.scopeClaim(),
                issuer.clientClaim(),
                issuer.clients(),
                issuer.jwksUri(),
                issuer.introspectionEndpoint(),
                issuer.clientId(),
                null,
                jwt ? null : issuer.cacheSeconds(),
                jwt ? null : issuer.tokenPrefix(),
                issuer.scopes());
    }

    /**
     * Parses a scope mapping: the last word is Gatehouse's scope, which contains no space, and the text before is the
     * issuer's scope.
     */
    private static MappedScope mapped(String line) {
        var space = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
        return space < 0
                ? new MappedScope(line, null)
                : new MappedScope(line.substring(0, space).strip(), line.substring(space + 1));
    }

    private static @Nullable String lines(List<String> values) {
        return values.isEmpty() ? null : String.join("\n", values);
    }
}
