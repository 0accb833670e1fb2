// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.body;

import dev.gatehouse.http.Paths;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The size limit of a body, which applies to all bodies except those of gateway calls.
 *
 * @param bytes the maximum length in bytes
 * @param beforeAuthentication whether the body is read before authentication, because the body contains the
 *     credentials; such bodies are small
 * @param place where the body is kept
 */
record BodyLimit(long bytes, boolean beforeAuthentication, Place place) {
    /** The places for bodies. */
    enum Place {
        MEMORY,
        /** Separate memory for OpenAPI documents and configuration documents. */
        DOCUMENT_MEMORY,
        /** A temporary file, for archives of tenants. */
        FILE
    }

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    /**
     * Sign-in, permissions page, passkeys and the OAuth endpoints: 100 parameters of ordinary length, or a long token.
     */
    static final BodyLimit OPEN = new BodyLimit(64 * KIB, true, Place.MEMORY);

    static final BodyLimit AUTHENTICATED = new BodyLimit(MIB, false, Place.MEMORY);

    /** Forward-auth ignores bodies. */
    static final BodyLimit IGNORED = new BodyLimit(MIB, false, Place.MEMORY);

    private static final Pattern DOCUMENTS =
            Pattern.compile(Pattern.quote(Paths.ADMIN_API) + "/(projects/[^/]+/openapi|plan|apply)");
    private static final String ARCHIVES = Paths.OPERATOR_API + "/tenants/import";
    private static final String UPLOADS = Paths.CONSOLE + "/services/import";

    /** Returns the limit of an OpenAPI document. */
    static BodyLimit document(long bytes) {
        return new BodyLimit(bytes, false, Place.DOCUMENT_MEMORY);
    }

    /** Returns the limit of a form with an OpenAPI document and other fields. */
    static BodyLimit upload(long bytes) {
        return document(bytes + 64 * KIB);
    }

    /**
     * Returns the limit of a path, or empty for gateway calls, whose bodies are streamed.
     *
     * @param document the maximum size of an OpenAPI document in bytes
     * @param archive the maximum size of an archive of a tenant in bytes
     */
    static Optional<BodyLimit> at(String path, long document, long archive) {
        if (isBelow(path, Paths.CHECK)) {
            return Optional.of(IGNORED);
        }
        if (Paths.isForwarded(path)) {
            return Optional.empty();
        }
        if (path.equals(UPLOADS)) {
            return Optional.of(upload(document));
        }
        if (DOCUMENTS.matcher(path).matches()) {
            return Optional.of(document(document));
        }
        if (path.equals(ARCHIVES)) {
            return Optional.of(new BodyLimit(archive, false, Place.FILE));
        }
        var isAuthenticated = isBelow(path, Paths.ADMIN)
                || isBelow(path, Paths.OPERATOR_API)
                || isBelow(path, Paths.CONSOLE)
                || isBelow(path, Paths.MY_ACCESS);
        return Optional.of(isAuthenticated ? AUTHENTICATED : OPEN);
    }

    /** Returns the limit as text, for example {@code 64 KiB}. */
    String words() {
        return bytes >= MIB ? bytes / MIB + " MiB" : bytes / KIB + " KiB";
    }

    private static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
