package dev.gatehouse.service;

import dev.gatehouse.platform.HttpMethods;
import dev.gatehouse.scope.UrlPattern;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Calls that two services match, neither of which covers the other: {@code /issues/search/comments} where there are {@code
 * /issues/search/{query}} and {@code /issues/{id}/comments}. One of them gets the calls ({@link UrlPattern#goesBefore}).
 *
 * @param url what both match
 * @param methods that both answer to; none: all
 * @param service the path of the one that gets the calls
 * @param other the path of the one that does not
 */
@TemplateData
@RegisterForReflection
public record SharedCalls(String url, List<String> methods, String service, String other) {
    public SharedCalls {
        methods = List.copyOf(methods);
    }

    /** Nothing where one of the services covers the other, or there is no method that all three have in common. */
    static Optional<SharedCalls> of(
            UrlPattern url, UrlPattern service, UrlPattern other, HttpMethods one, HttpMethods two, HttpMethods three) {
        var methods = new LinkedHashSet<>(one.covered());
        methods.retainAll(two.covered());
        methods.retainAll(three.covered());
        return methods.isEmpty() || !service.crosses(other)
                ? Optional.empty()
                : Optional.of(new SharedCalls(
                        url.toString(), HttpMethods.covering(methods).sorted(), service.toString(), other.toString()));
    }
}
