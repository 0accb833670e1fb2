// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.quarkus.qute.TemplateExtension;
import java.util.List;
import java.util.regex.Pattern;

/** The display of user-defined names on pages. */
@TemplateExtension
final class DisplayNames {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|(?<=[._/:-])(?=\\w)");

    private DisplayNames() {}

    /** Splits {@code aNameLikeThis} into words, so that long names can wrap between words. */
    static List<String> words(String name) {
        return List.of(BETWEEN_WORDS.split(name, -1));
    }
}
