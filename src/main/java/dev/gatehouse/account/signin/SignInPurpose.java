// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** The purpose of a sign-in, implemented by the package that redirects to the sign-in page. */
public interface SignInPurpose {

    /** Returns the name of the client of a pending authorization request of this browser. */
    Optional<String> clientName(String request, HttpServerRequest browser);
}
