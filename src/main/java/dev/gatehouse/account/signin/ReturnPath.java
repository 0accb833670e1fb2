// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.account.Person;
import dev.gatehouse.http.Paths;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Gatehouse page to open after sign-in. Paths that could lead elsewhere are rejected: paths with a scheme or host, a
 * backslash, two consecutive slashes or dot segments, and paths outside the console and My access.
 */
public record ReturnPath(URI uri) {
    private static final int MAX_LENGTH = 500;

    private static final Pattern ALLOWED =
            Pattern.compile("(" + Paths.CONSOLE + "|" + Paths.MY_ACCESS + ")([/?][\\x21-\\x7e&&[^\\\\#\"<>]]*)?");

    private static final Pattern AMBIGUOUS = Pattern.compile("//|/(\\.|%2[eE])|%(2[fF]|5[cC])");

    /** Returns the page of a {@code next} parameter, or empty if the parameter is absent or rejected. */
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

    /** Returns the default page of a user. */
    public static ReturnPath of(Person person) {
        return new ReturnPath(URI.create(person.role() == null ? Paths.MY_ACCESS : Paths.CONSOLE));
    }
}
