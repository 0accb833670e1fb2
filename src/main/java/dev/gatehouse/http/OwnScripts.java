// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource that scripts of Gatehouse pages call with the cookie of a user. HTTPS is required if the tenant
 * requires HTTPS, changes must come from the same origin, and errors are problem details. The path must be in
 * {@link Paths#OWN_SCRIPTS}.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface OwnScripts {}
