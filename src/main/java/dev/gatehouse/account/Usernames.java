package dev.gatehouse.account;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Usernames: which there can be, and which spellings mean the same one. Look-up, uniqueness and throttling all go by
 * {@link #key}, so that no spelling of a name finds an account and has a budget of its own.
 */
final class Usernames {
    private static final int MAX = 100;

    private Usernames() {}

    /**
     * What all spellings of a username have in common: composed (NFC) and in lower case, each character by itself as
     * PostgreSQL's {@code lower()} does it; {@code String.toLowerCase} makes two characters of {@code İ}.
     */
    static String key(String typed) {
        var lower = new StringBuilder();
        composed(typed).codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return composed(lower.toString());
    }

    /** A name as it is stored: in its composed form (NFC, Unicode Standard Annex #15). */
    static String composed(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFC);
    }

    /** The username of a new account as it is stored, noting every rule that it breaks. */
    static String read(@Nullable String typed, FieldErrors errors) {
        var name = composed(errors.required("username", typed, MAX));
        errors.check(name.length() <= MAX, "username", CommonErrors.tooLong(MAX));
        errors.check(
                name.codePoints().noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c)),
                "username",
                AccountErrors.usernameWithSpace());
        errors.check(
                name.codePoints().noneMatch(Usernames::isInvisible), "username", AccountErrors.usernameInvisible());
        errors.check(name.toLowerCase(Locale.ROOT).equals(key(name)), "username", AccountErrors.usernameAmbiguous());
        return name;
    }

    /** Characters that nobody sees or that only change how others look, such as U+202E and U+200B. */
    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
