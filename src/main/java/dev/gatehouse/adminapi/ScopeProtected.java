// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource that requires a bearer token with a scope that covers the URL. The filter of the gateway enforces
 * the scope and provides the {@link Caller}.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ScopeProtected {}
