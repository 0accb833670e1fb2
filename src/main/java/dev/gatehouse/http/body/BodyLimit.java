package dev.gatehouse.http.body;

import dev.gatehouse.http.Paths;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How large a body may be that is read whole, which is every body but those of gateway calls.
 *
 * @param bytes the length up to which a body is taken
 * @param beforeAuthentication whether the body is read before anybody is authenticated, as it is where the credentials are
 *     in the body; such bodies are small
 * @param isDocument whether it may be an OpenAPI document, for which there is memory of its own
 */
record BodyLimit(long bytes, boolean beforeAuthentication, boolean isDocument) {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    /** Sign-in, approval, passkeys and the OAuth endpoints: 100 parameters of ordinary length, or a long token. */
    static final BodyLimit OPEN = new BodyLimit(64 * KIB, true, false);

    static final BodyLimit AUTHENTICATED = new BodyLimit(MIB, false, false);

    /** Forward-auth does not look at bodies. */
    static final BodyLimit IGNORED = new BodyLimit(MIB, false, false);

    private static final Pattern DOCUMENTS =
            Pattern.compile(Pattern.quote(Paths.ADMIN_API) + "/projects/[^/]+/openapi");
    private static final String UPLOADS = Paths.CONSOLE + "/services/import";

    /** Of an OpenAPI document. */
    static BodyLimit document(long bytes) {
        return new BodyLimit(bytes, false, true);
    }

    /** Of a document in a form, with the other fields of the form. */
    static BodyLimit upload(long bytes) {
        return document(bytes + 64 * KIB);
    }

    /**
     * The limit at a path, empty for gateway calls, whose bodies are forwarded as they come.
     *
     * @param document how many bytes an OpenAPI document may have
     */
    static Optional<BodyLimit> at(String path, long document) {
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
        var isAuthenticated =
                isBelow(path, Paths.ADMIN) || isBelow(path, Paths.CONSOLE) || isBelow(path, Paths.MY_ACCESS);
        return Optional.of(isAuthenticated ? AUTHENTICATED : OPEN);
    }

    /** The limit as error texts name it, such as {@code 64 KiB}. */
    String words() {
        return bytes >= MIB ? bytes / MIB + " MiB" : bytes / KIB + " KiB";
    }

    private static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
