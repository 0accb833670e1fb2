package dev.gatehouse.service;

import dev.gatehouse.platform.HttpMethods;
import dev.gatehouse.scope.PatternTree;
import dev.gatehouse.scope.UrlPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which calls the services of a REST API lay claim to. Two claims are rivals when both match some call and neither pattern
 * is the more specific one, such as {@code /a/x/*} and {@code /a/b/*}: nobody could say whose the call {@code /a/b/c} is.
 */
final class Claims {
    static final String RIVALRY =
            "answers to some of the same calls as %s, and neither is more specific; name a segment in one, or part the methods";

    private final PatternTree<Claim> all;

    /** @param name of the service, for the person who made the other one */
    record Claim(String name, UrlPattern pattern, HttpMethods methods) {
        static Claim of(ExposedService service) {
            return new Claim(service.name + service.resource, UrlPattern.stored(service.path), service.httpMethods());
        }

        private boolean isRivalOf(Claim other) {
            return pattern.isAmbiguousWith(other.pattern) && methods.overlap(other.methods);
        }
    }

    Claims(Collection<Claim> claims) {
        this.all = new PatternTree<>(claims.stream()
                .map(claim -> new PatternTree.Entry<>(claim.pattern(), claim))
                .toList());
    }

    /** One of those that would be as good an answer to some call as this one. */
    Optional<Claim> rival(Claim claim) {
        var rivals = new ArrayList<Claim>();
        all.forEachOverlap(claim.pattern(), other -> {
            if (claim.isRivalOf(other)) {
                rivals.add(other);
            }
        });
        return rivals.stream().findFirst();
    }

    /** The claims of some services. */
    static Claims of(List<ExposedService> services) {
        return new Claims(services.stream().map(Claim::of).toList());
    }
}
