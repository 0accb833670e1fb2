package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.GatehouseConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** A block, its language, and the file that the comment above it names. */
    private static final Pattern BLOCK = Pattern.compile(
            "(?:^<!-- from (src/test/\\S+) -->\\n)?^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** The languages of blocks that tests run as they stand in the page, by {@code testing/Recipe}. */
    private static final Set<String> RUN_FROM_THE_PAGE = Set.of("apache", "javascript", "properties");

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
            var source = sourceOf(named.group(1));
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

    private static Optional<Path> sourceOf(String test) throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.endsWith(test + ".java")).findFirst();
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void codeOfRecipesIsInProgramsThatTestsRun(Path recipe) throws Exception {
        var text = Files.readString(recipe);

        assertThat(BLOCK.matcher(text).results().filter(block -> !RUN_FROM_THE_PAGE.contains(block.group(2))))
                .allSatisfy(block -> {
                    assertThat(block.group(1))
                            .as("the program of\n%s", block.group(3))
                            .isNotNull();
                    assertThat(lines(Files.readString(Path.of(block.group(1))))).contains(lines(block.group(3)));
                });
    }

    /** All pages but those that say that no test runs them. */
    static Stream<Path> recipes() throws IOException {
        return Files.list(Path.of("docs/clients")).filter(DocumentationTest::isTested);
    }

    private static boolean isTested(Path recipe) {
        try {
            return !Files.readString(recipe).contains("No test runs this page");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that are not blank, wherever they begin. */
    private static String lines(String code) {
        return code.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "\n", "\n"));
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
