package dev.gatehouse.authorize;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an application introduces itself to the person who decides about it. Nothing of it is trusted by the page. */
public record ClientCard(
        String name, String version, @Nullable String description) {

    /** The first letter or digit of the name, for the picture that stands in for a logo; a dot when there is none. */
    public String initial() {
        return name.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .findFirst()
                .orElse("·")
                .toUpperCase(Locale.ROOT);
    }
}
