package dev.gatehouse.platform;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How large a body may be that is read whole, which is every body but those of gateway calls.
 *
 * @param bytes the length up to which a body is taken
 * @param beforeAuthentication whether the body is read before anybody is authenticated, as it is where the credentials are
 *     in the body; such bodies are small
 */
record BodyLimit(long bytes, boolean beforeAuthentication) {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    /** Sign-in, approval, passkeys and the OAuth endpoints: 100 parameters of ordinary length, or a long token. */
    static final BodyLimit OPEN = new BodyLimit(64 * KIB, true);

    static final BodyLimit AUTHENTICATED = new BodyLimit(MIB, false);

    /** Forward-auth does not look at bodies. */
    static final BodyLimit IGNORED = new BodyLimit(MIB, false);

    /** OpenAPI documents are larger than all else. */
    static final BodyLimit DOCUMENT = new BodyLimit(10 * MIB, false);

    /** A document in a form, with the other fields of the form. */
    static final BodyLimit UPLOAD = new BodyLimit(DOCUMENT.bytes + 64 * KIB, false);

    private static final Pattern DOCUMENTS =
            Pattern.compile(Pattern.quote(Paths.ADMIN_API) + "/projects/[^/]+/openapi");
    private static final String UPLOADS = Paths.CONSOLE + "/services/import";

    /** The limit at a path, empty for gateway calls, whose bodies are forwarded as they come. */
    static Optional<BodyLimit> at(String path) {
        if (isBelow(path, Paths.CHECK)) {
            return Optional.of(IGNORED);
        }
        if (path.startsWith(Paths.INTEGRATION + "/") && !path.startsWith(Paths.OAUTH + "/")) {
            return Optional.empty();
        }
        if (path.equals(UPLOADS)) {
            return Optional.of(UPLOAD);
        }
        if (DOCUMENTS.matcher(path).matches()) {
            return Optional.of(DOCUMENT);
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
