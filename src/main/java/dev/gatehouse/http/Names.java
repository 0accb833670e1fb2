package dev.gatehouse.http;

import io.quarkus.qute.TemplateExtension;
import java.util.List;
import java.util.regex.Pattern;

/** How the pages set the names that somebody gave to things. */
@TemplateExtension
final class Names {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|(?<=[._/:-])(?=\\w)");

    private Names() {}

    /** The words of {@code aNameLikeThis}, so that it breaks between them where it is too long for its line. */
    static List<String> words(String name) {
        return List.of(BETWEEN_WORDS.split(name, -1));
    }
}
