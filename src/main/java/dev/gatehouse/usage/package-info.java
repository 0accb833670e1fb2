/**
 * What depends on an account, group, client, scope, service, project or upstream, and what an edit of a scope would
 * change.
 *
 * <p>Serves {@code …/usage}, {@code /admin/api/v1/scopes/{id}/impact} and {@code /services/covered}. Stands above {@code
 * token} and {@code service}; the console and the import use it.
 */
@NullMarked
package dev.gatehouse.usage;

import org.jspecify.annotations.NullMarked;
