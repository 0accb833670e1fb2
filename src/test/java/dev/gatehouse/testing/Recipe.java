// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A block of settings that {@code docs/clients} shows, with the addresses and credentials of the documentation, which a test
 * replaces.
 */
public record Recipe(String text) {
    private static final Path FOLDER = Path.of("docs/clients");

    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** The blocks of a page in that language, in order; at least one. */
    public static List<Recipe> all(String page, String language) {
        var blocks = BLOCK.matcher(read(page))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> new Recipe(block.group(2)))
                .toList();
        assertThat(blocks).isNotEmpty();
        return blocks;
    }

    /** All blocks of a page in that language, one after the other. */
    public static Recipe of(String page, String language) {
        return new Recipe(all(page, language).stream().map(Recipe::text).collect(Collectors.joining()));
    }

    private static String read(String page) {
        try {
            return Files.readString(FOLDER.resolve(page));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The settings with the address of a Gatehouse and the credentials of a client. */
    public String at(StrictGatehouse gatehouse, Partner client) {
        return text.replace("https://gatehouse.example", gatehouse.gate().issuer())
                .replace("my-client", client.clientId())
                .replace("my-secret", client.secret());
    }
}
