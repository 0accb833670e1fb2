package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.GatehouseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation says about the program and about itself, where it can be checked. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^]]*]\\((?!https?:|#)([^)#]+)[^)]*\\)");

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?`");
    private static final Pattern TYPE = Pattern.compile("`([a-z]+)\\.([A-Z]\\w+)`");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/operations.md"})
    void everyConfigurationKeyIsListed(String document) throws Exception {
        var text = Files.readString(Path.of(document));

        assertThat(configurationKeys()).allSatisfy(key -> assertThat(text).contains("| `" + key + "` |"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws Exception {
        var directory = document.toAbsolutePath().getParent();

        assertThat(LINK.matcher(Files.readString(document)).results().map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(directory.resolve(link)).exists());
    }

    @Test
    void everyTargetOfMakeIsInItsHelp() throws Exception {
        var makefile = Files.readString(Path.of("Makefile"));
        var phony = Pattern.compile("^\\.PHONY: (.*)$", Pattern.MULTILINE)
                .matcher(makefile)
                .results()
                .flatMap(line -> Stream.of(line.group(1).split(" ")));

        assertThat(phony)
                .isNotEmpty()
                .allSatisfy(target -> assertThat(makefile)
                        .containsPattern(Pattern.compile("^" + target + ":.*## .+", Pattern.MULTILINE)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void testsAndTypesThatAreNamedExist(Path document) throws Exception {
        var text = Files.readString(document);

        assertThat(TEST.matcher(text).results()).allSatisfy(named -> {
            var source = Files.walk(Path.of("src/test/java"))
                    .filter(file -> file.endsWith(named.group(1) + ".java"))
                    .findFirst();
            assertThat(source).as(named.group()).isPresent();
            if (named.group(2) != null) {
                assertThat(source.get()).content().contains("void " + named.group(2) + "(");
            }
        });
        assertThat(TYPE.matcher(text).results())
                .allSatisfy(named -> assertThat(
                                Path.of("src/main/java/dev/gatehouse", named.group(1), named.group(2) + ".java"))
                        .exists());
    }

    static Stream<Path> documents() throws IOException {
        var documents =
                Files.walk(Path.of("docs")).filter(path -> path.toString().endsWith(".md"));
        return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CHANGELOG.md")), documents);
    }

    private static List<String> configurationKeys() {
        return Stream.of(GatehouseConfig.class.getMethods())
                .map(method -> "gatehouse."
                        + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
    }
}
