/**
 * The pages on which a person sees granted access, and manages passkeys, password and sessions, at {@code /my-access}.
 */
@NullMarked
package dev.gatehouse.console.myaccess;

import org.jspecify.annotations.NullMarked;
