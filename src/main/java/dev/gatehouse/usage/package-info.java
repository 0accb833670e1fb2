/**
 * Dependencies on an account, group, client, scope, service, project or upstream, and the effect of an edit of a scope.
 *
 * <p>Serves {@code …/usage}, {@code /admin/api/v1/scopes/{id}/impact} and {@code /services/covered}. Uses {@code token}
 * and {@code service}; the console and the import use this package.
 */
@NullMarked
package dev.gatehouse.usage;

import org.jspecify.annotations.NullMarked;
