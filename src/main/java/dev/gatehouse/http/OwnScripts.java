package dev.gatehouse.http;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource that the scripts of our own pages call with a person's cookie: over HTTPS where the tenant requires it,
 * changes from our own origin only, refusals as problem details. Its path is in {@link Paths#OWN_SCRIPTS}.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface OwnScripts {}
