/**
 * What depends on an account, group, client, scope, service, project or upstream, and what an edit of a scope would
 * change.
 *
 * <p>Serves {@code …/usage}, {@code /admin/api/v1/scopes/{id}/impact}, {@code /services/covered} and {@code /service-
 * tree}. Stands above {@code token} and {@code service}; the console and the import use it.
 */
@NullMarked
package dev.gatehouse.usage;

import org.jspecify.annotations.NullMarked;
