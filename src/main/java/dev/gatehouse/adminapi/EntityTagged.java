// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a call whose response shows a complete resource. The response has the entity tag of the resource and honors
 * {@code If-None-Match} (RFC 9110 §13.1.2). Changes of the resource check {@link Preconditions}.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface EntityTagged {}
