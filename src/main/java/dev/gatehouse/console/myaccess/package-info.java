/** The pages for the user's own granted access, passkeys, password and sessions, at {@code /my-access}. */
@NullMarked
package dev.gatehouse.console.myaccess;

import org.jspecify.annotations.NullMarked;
