package dev.gatehouse.account.signin;

import dev.gatehouse.account.Person;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the sign-in page leads on to, as it carries it along: an authorization request, or else a page of our own. */
record AfterSignIn(Optional<String> request, Optional<ReturnPath> next) {

    AfterSignIn(@Nullable String request, @Nullable String next) {
        this(Optional.ofNullable(request).filter(id -> !id.isEmpty()), ReturnPath.parse(next));
    }

    /** Where somebody goes on to who is signed in now. */
    URI destination(Person person) {
        return request.map(id -> UriBuilder.fromPath(Paths.APPROVAL)
                        .queryParam("request", "{request}")
                        .build(id))
                .orElseGet(() -> next.orElseGet(() -> ReturnPath.of(person)).uri());
    }
}
