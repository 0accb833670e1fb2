// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.account.Person;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The destination after sign-in, which the sign-in page carries as parameters: an authorization request or a Gatehouse
 * page.
 */
record AfterSignIn(Optional<String> request, Optional<ReturnPath> next) {

    AfterSignIn(@Nullable String request, @Nullable String next) {
        this(Optional.ofNullable(request).filter(id -> !id.isEmpty()), ReturnPath.parse(next));
    }

    /** Returns the destination of the user. */
    URI destination(Person person) {
        return request.map(id -> UriBuilder.fromPath(Paths.APPROVAL)
                        .queryParam("request", "{request}")
                        .build(id))
                .orElseGet(() -> next.orElseGet(() -> ReturnPath.of(person)).uri());
    }
}
