package dev.gatehouse.service;

import dev.gatehouse.scope.UrlPattern;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

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
}
