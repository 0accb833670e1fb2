/**
 * The command line client: the commands of {@code gatehouse}, such as {@code gatehouse clients list}, which call the admin
 * API of a deployment over HTTP.
 *
 * <p>Owns the commands, their output and exit codes, the sign-in with the browser (RFC 8252), and the file that has the
 * token of each deployment. Has no routes. The main class calls {@link dev.gatehouse.cli.CommandLineClient} before it
 * starts the server; the server loads no class of this package. Uses the JDK, Jackson, picocli, {@code platform} and {@code importer} only.
 */
@NullMarked
package dev.gatehouse.cli;

import org.jspecify.annotations.NullMarked;
