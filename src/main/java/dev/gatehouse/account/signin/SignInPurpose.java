package dev.gatehouse.account.signin;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** What somebody is asked to sign in for; implemented by the room that sent them. */
public interface SignInPurpose {

    /** The name of the application that a pending request of this browser belongs to. */
    Optional<String> clientName(String request, HttpServerRequest browser);
}
