// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

/**
 * Names without the difference of upper and lower case. Each character is converted individually, as in {@code lower()}
 * of PostgreSQL, which the unique indexes of names use. {@code String.toLowerCase} converts {@code İ} to two characters
 * and {@code Σ} at the end of a word to another letter than elsewhere.
 */
public final class LowerCase {
    private LowerCase() {}

    public static String of(String name) {
        var lower = new StringBuilder(name.length());
        name.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }
}
