// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.account.GroupInput;
import dev.gatehouse.client.ClientInput;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.declarative.Shape.Fields;
import dev.gatehouse.declarative.Shape.ListOf;
import dev.gatehouse.declarative.Shape.SecretReference;
import dev.gatehouse.declarative.Shape.Text;
import dev.gatehouse.issuer.IssuerInput;
import dev.gatehouse.scope.ScopeInput;
import dev.gatehouse.service.CorsRule;
import dev.gatehouse.service.ServiceViews.ProjectInput;
import dev.gatehouse.service.ServiceViews.ServiceInput;
import dev.gatehouse.service.upstream.UpstreamInput;
import dev.gatehouse.tenant.SettingsInput;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The kinds of objects that configuration files describe, and their shapes. */
@RegisterForReflection(
        targets = {
            SettingsInput.class,
            GroupInput.class,
            UpstreamInput.class,
            ProjectInput.class,
            ServiceInput.class,
            CorsRule.Input.class,
            RateLimit.Input.class,
            ScopeInput.class,
            ScopeInput.ServiceUrlInput.class,
            ClientInput.class,
            IssuerInput.class,
            IssuerInput.MappedScope.class
        })
enum Kind {
    SETTINGS("settings"),
    GROUP("groups"),
    UPSTREAM("upstreams"),
    SERVICE("services"),
    /** A document of OpenAPI, from which the services of a REST API are imported. It is an entry of {@code services}. */
    OPENAPI("services"),
    PROJECT("projects"),
    SCOPE("scopes"),
    CLIENT("clients"),
    ISSUER("issuers");

    private final String section;

    Kind(String section) {
        this.section = section;
    }

    /** The shapes, which reflection makes once. */
    private static final class Shapes {
        static final Map<Kind, Fields> ALL = all();

        private static Map<Kind, Fields> all() {
            var shapes = new EnumMap<Kind, Fields>(Kind.class);
            for (var kind : Kind.values()) {
                shapes.put(kind, kind.made());
            }
            return shapes;
        }
    }

    private Fields made() {
        return switch (this) {
            case SETTINGS -> Shape.of(SettingsInput.class);
            case GROUP -> Shape.of(GroupInput.class).requiring("name");
            case UPSTREAM ->
                Shape.of(UpstreamInput.class)
                        .with("headerValue", new SecretReference(false))
                        .with("clientSecret", new SecretReference(false))
                        .requiring("url");
            case SERVICE ->
                Shape.of(ServiceInput.class)
                        .without("projectId")
                        .with("project", new Text())
                        .requiring("project", "kind", "name", "upstreamUrl");
            case OPENAPI -> openApi();
            case PROJECT ->
                Shape.of(ProjectInput.class).with("projectId", new Text()).requiring("name");
            case SCOPE ->
                Shape.of(ScopeInput.class)
                        .with("groups", new ListOf(new Text()))
                        .requiring("name", "serviceUrls");
            case CLIENT ->
                Shape.of(ClientInput.class)
                        .with("clientSecret", new SecretReference(true))
                        .with("clientId", new Text())
                        .requiring("clientId", "name", "version");
            case ISSUER ->
                Shape.of(IssuerInput.class)
                        .with("clientSecret", new SecretReference(false))
                        .requiring("issuer", "name", "validation");
        };
    }

    /** Returns the field of the document whose entries are of this kind. */
    String section() {
        return section;
    }

    /** Returns the shape of an object; within a project, services have no field {@code project}. */
    Fields shape() {
        return Objects.requireNonNull(Shapes.ALL.get(this));
    }

    /** Returns the shape of an entry below a project. */
    Fields shapeInProject() {
        var required = new HashSet<>(shape().required());
        required.remove("project");
        return new Fields(
                shape().name() + "InProject", shape().without("project").fields(), required);
    }

    /** Returns the name in reports. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Fields openApi() {
        Map<String, Shape> fields = new LinkedHashMap<>();
        fields.put("project", new Text());
        fields.put("openapi", new Text());
        fields.put("name", new Text());
        fields.put("upstream", new Text());
        return new Fields("OpenApi", fields, Set.of("project", "openapi"));
    }
}
