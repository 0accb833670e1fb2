package dev.gatehouse.account.signin;

import dev.gatehouse.account.Person;
import dev.gatehouse.http.Paths;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of our own that signing in leads back to. Whatever could lead elsewhere is none: with a scheme or a host, a
 * backslash, two slashes in a row, dot segments, or outside the console and My access.
 */
record ReturnPath(URI uri) {
    private static final int MAX_LENGTH = 500;

    private static final Pattern ALLOWED =
            Pattern.compile("(" + Paths.CONSOLE + "|" + Paths.MY_ACCESS + ")([/?][\\x21-\\x7e&&[^\\\\#\"<>]]*)?");

    private static final Pattern AMBIGUOUS = Pattern.compile("//|/(\\.|%2[eE])|%(2[fF]|5[cC])");

    /** The page that a {@code next} parameter names, if it names one. */
    static Optional<ReturnPath> parse(@Nullable String next) {
        if (next == null
                || next.length() > MAX_LENGTH
                || !ALLOWED.matcher(next).matches()
                || AMBIGUOUS.matcher(next.split("\\?", 2)[0]).find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ReturnPath(new URI(next)));
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Where a person goes who wanted nothing in particular. */
    static ReturnPath of(Person person) {
        return new ReturnPath(URI.create(person.role() == null ? Paths.MY_ACCESS : Paths.CONSOLE));
    }
}
