// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import java.util.List;

/**
 * The page that posts a response to the client (OAuth 2.0 Form Post Response Mode §2).
 *
 * @param action the verified redirect URI
 * @param destination scheme and host of the redirect URI
 */
public record FormPostPage(String action, String destination, List<Field> fields) {

    public FormPostPage {
        fields = List.copyOf(fields);
    }

    /** A parameter of the response. */
    public record Field(String name, String value) {}

    static FormPostPage of(AuthorizationResponse answer) {
        return new FormPostPage(
                answer.to().value(),
                answer.to().destination(),
                answer.parameters().stream()
                        .map(parameter -> new Field(parameter.getKey(), parameter.getValue()))
                        .toList());
    }
}
