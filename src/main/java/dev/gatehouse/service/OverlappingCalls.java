// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.scope.UrlPattern;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Calls that match two services, neither of which covers the other: {@code /issues/search/comments} matches
 * {@code /issues/search/{query}} and {@code /issues/{id}/comments}. The service with precedence gets the calls
 * ({@link UrlPattern#hasPrecedenceOver}).
 *
 * @param url the URLs that match both services
 * @param methods the methods that both services accept; empty: all
 * @param service the path of the service that gets the calls
 * @param other the path of the other service
 */
@TemplateData
@RegisterForReflection
public record OverlappingCalls(String url, List<String> methods, String service, String other) {
    public OverlappingCalls {
        methods = List.copyOf(methods);
    }
}
