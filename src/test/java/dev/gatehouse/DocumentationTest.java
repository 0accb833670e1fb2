package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.GatehouseConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

    /** A block of a program, and the file that the comment above it names. */
    private static final Pattern CODE = Pattern.compile(
            "(?:^<!-- from (\\S+) -->\\n)?^```(?:java|js|python|go|csharp)\\n(.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);

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

    @ParameterizedTest
    @MethodSource("recipes")
    void codeOfRecipesIsInProgramsThatTestsRun(Path recipe) throws Exception {
        var text = Files.readString(recipe);

        assertThat(CODE.matcher(text).results()).allSatisfy(code -> {
            assertThat(code.group(1)).as("the program of\n%s", code.group(2)).isNotNull();
            assertThat(lines(Files.readString(Path.of(code.group(1))))).contains(lines(code.group(2)));
        });
    }

    /** The recipes that no test runs are the ones whose page says so. */
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
        var atTheRoot = Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md").map(Path::of);
        return Stream.concat(atTheRoot, documents);
    }

    private static List<String> configurationKeys() {
        return Stream.of(GatehouseConfig.class.getMethods())
                .map(method -> "gatehouse."
                        + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
    }
}
