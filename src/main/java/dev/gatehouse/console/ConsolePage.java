package dev.gatehouse.console;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks pages that only people who are signed in may see. Without another mark an administrator may do all of it, an auditor
 * may read ({@code GET}), and nobody else comes in.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ConsolePage {

    /** On a {@link ConsolePage}: whoever is signed in may come in and do all of it, for it is about themselves. */
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface ForEveryone {}

    /** On a method that takes a form and changes nothing: an auditor may send it. */
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface ChangesNothing {}
}
