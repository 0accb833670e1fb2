// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.platform.LowerCase;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.InvisibleCharacters;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rules for usernames and their equality. Look-up, uniqueness and throttling all use {@link #key}, so that no
 * alternative spelling of a username has a separate budget for the same account.
 */
public final class Usernames {
    private static final int MAX = 100;

    private Usernames() {}

    /** Returns the common form of all spellings of a username: NFC and lower case. */
    static String key(String typed) {
        return composed(LowerCase.of(composed(typed)));
    }

    /** Returns the stored form of a username: NFC (Unicode Standard Annex #15). */
    static String composed(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFC);
    }

    /** Returns the stored form of a new username. Adds an error for each rule that the username breaks. */
    public static String read(@Nullable String typed, FieldErrors errors) {
        var name = composed(errors.required("username", typed, MAX));
        errors.check(name.length() <= MAX, "username", CommonErrors.tooLong(MAX));
        errors.check(
                name.codePoints().noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c)),
                "username",
                AccountErrors.usernameWithSpace());
        errors.check(!InvisibleCharacters.areIn(name), "username", CommonErrors.invisibleCharacters());
        errors.check(name.toLowerCase(Locale.ROOT).equals(key(name)), "username", AccountErrors.usernameAmbiguous());
        return name;
    }
}
