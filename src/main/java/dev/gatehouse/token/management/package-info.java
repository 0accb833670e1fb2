/**
 * Token Management: the list of tokens, and tokens that an administrator adds.
 *
 * <p>Serves {@code /admin/api/v1/tokens}. The console uses it.
 */
@NullMarked
package dev.gatehouse.token.management;

import org.jspecify.annotations.NullMarked;
