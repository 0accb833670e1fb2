package dev.gatehouse.adminapi;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a call whose answer shows one thing whole: the answer carries the thing's entity tag, and a reader who has it
 * already is told so (RFC 9110 §13.1.2). Whoever then changes the thing asks {@link Preconditions}.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface EntityTagged {}
