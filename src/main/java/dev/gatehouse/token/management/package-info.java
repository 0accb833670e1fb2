/**
 * Token Management: the token list, and tokens that an administrator adds.
 *
 * <p>Serves {@code /admin/api/v1/tokens}. The console uses this package.
 */
@NullMarked
package dev.gatehouse.token.management;

import org.jspecify.annotations.NullMarked;
