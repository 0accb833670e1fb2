/**
 * What every command of the command line client prints and reads: escaped text, tables, JSON, files, environment variables,
 * failures and exit codes.
 *
 * <p>Owns the rule that data of the server reaches a terminal only in escaped form. Only {@code cli} uses this package.
 */
@NullMarked
package dev.gatehouse.cli.terminal;

import org.jspecify.annotations.NullMarked;
