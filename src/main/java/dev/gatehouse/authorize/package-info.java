/**
 * The front channel: the authorization endpoint, the permissions page on which a resource owner decides, and the pages
 * shown where no redirect is safe.
 */
@NullMarked
package dev.gatehouse.authorize;

import org.jspecify.annotations.NullMarked;
