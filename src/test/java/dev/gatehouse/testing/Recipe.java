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
 * A block of settings from {@code docs/clients}. A test replaces the addresses and credentials of the documentation.
 */
public record Recipe(String text) {
    private static final Path FOLDER = Path.of("docs/clients");

    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** Returns the blocks of a page in one language, in order. There is at least one. */
    public static List<Recipe> all(String page, String language) {
        var blocks = BLOCK.matcher(read(page))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> new Recipe(block.group(2)))
                .toList();
        assertThat(blocks).isNotEmpty();
        return blocks;
    }

    /** Returns all blocks of a page in one language as one text. */
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

    /** Returns the settings with the address of a Gatehouse and the credentials of a client. */
    public String at(StrictGatehouse gatehouse, Partner client) {
        return text.replace("https://gatehouse.example", gatehouse.gate().issuer())
                .replace("my-client", client.clientId())
                .replace("my-secret", client.secret());
    }
}
