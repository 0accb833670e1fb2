// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Checks an issuer by requests before the issuer is trusted, so that the administrator sees mistakes at once. Only for
 * threads that may wait.
 */
@ApplicationScoped
class IssuerCheck {
    /** A token that no issuer has issued. */
    private static final String NO_TOKEN = "gatehouse-asks-whether-it-may-ask";

    private final Discovery discovery;
    private final IssuerKeys keys;
    private final Introspection introspection;

    IssuerCheck(Discovery discovery, IssuerKeys keys, Introspection introspection) {
        this.discovery = discovery;
        this.keys = keys;
        this.introspection = introspection;
    }

    IssuerFindings of(IssuerRegistration registration) {
        var found = registration.validation() == Validation.JWT ? keys(registration) : endpoint(registration);
        try {
            return found.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private Future<IssuerFindings> keys(IssuerRegistration registration) {
        return place(
                        registration.jwksUri(),
                        () -> discovery.of(registration.issuer()).map(IssuerMetadata::jwksUri))
                .compose(url -> keys.fetch(registration.issuer(), url == null ? null : url.toString())
                        .map(set -> found(registration, url, set))
                        .otherwise(fault -> IssuerFindings.fault("jwksUri", IssuerFault.of(fault))))
                .otherwise(fault -> IssuerFindings.fault("issuer", IssuerFault.of(fault)));
    }

    private static IssuerFindings found(IssuerRegistration registration, @Nullable URI url, VerificationKeys set) {
        var usable =
                set.usableWith(registration.algorithms().stream().flatMap(name -> JwsAlgorithm.named(name).stream()));
        if (url == null || usable.isEmpty()) {
            throw IssuerFault.unusable(IssuerErrors.noUsableKey());
        }
        return IssuerFindings.keys(url, usable);
    }

    private Future<IssuerFindings> endpoint(IssuerRegistration registration) {
        return place(
                        registration.introspectionEndpoint(),
                        () -> discovery.of(registration.issuer()).map(IssuerMetadata::introspectionEndpoint))
                .compose(url -> url == null
                        ? Future.failedFuture(
                                IssuerFault.unusable(IssuerErrors.noIntrospectionEndpoint(registration.issuer())))
                        : credentials(registration, url))
                .otherwise(fault -> IssuerFindings.fault("issuer", IssuerFault.of(fault)));
    }

    private Future<IssuerFindings> credentials(IssuerRegistration registration, URI endpoint) {
        var secret = registration.clientSecret();
        var clientId = registration.clientId();
        if (secret == null || clientId == null) {
            return Future.succeededFuture(IssuerFindings.endpoint(endpoint));
        }
        return introspection
                .ask(endpoint, clientId, secret, NO_TOKEN)
                .map(answered -> IssuerFindings.endpoint(endpoint))
                .otherwise(failure -> {
                    var fault = IssuerFault.of(failure);
                    var field = fault.kind() == IssuerFault.Kind.REFUSED ? "clientSecret" : "introspectionEndpoint";
                    return IssuerFindings.fault(field, fault);
                });
    }

    private static Future<@Nullable URI> place(
            @Nullable String given, java.util.function.Supplier<Future<@Nullable URI>> discovered) {
        return given == null ? discovered.get() : Future.succeededFuture(URI.create(given));
    }
}
