// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

/**
 * Characters that a reader of a name cannot see, or that change how the characters next to them look, such as U+202E
 * (right-to-left override) and U+200B (zero width space). Two different names could look the same, and a name could
 * reorder the text around it (Unicode Technical Report #36 §2.5, §2.6). Control characters and unpaired surrogates are
 * not among them, because no text may contain them.
 */
public final class InvisibleCharacters {
    private InvisibleCharacters() {}

    public static boolean areIn(String name) {
        return name.codePoints().anyMatch(InvisibleCharacters::isInvisible);
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            default -> isFiller(c);
        };
    }

    /** Returns whether a character is blank although Unicode counts it as a letter, mark or symbol. */
    private static boolean isFiller(int c) {
        return switch (c) {
            case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 -> true;
            default -> false;
        };
    }
}
