// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks pages that require sign-in. Unless another annotation says otherwise, administrators may use every page,
 * auditors may read ({@code GET}), and other users are denied.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ConsolePage {

    /**
     * Marks a {@link ConsolePage} that every signed-in user may use, because the page is about the user's own account.
     */
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface ForEveryone {}

    /** Marks a method that accepts a form but changes nothing, so that auditors may use it. */
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface ChangesNothing {}
}
