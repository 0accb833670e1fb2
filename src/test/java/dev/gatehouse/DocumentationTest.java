// SPDX-License-Identifier: Apache-2.0
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

/** Checks the documentation against Gatehouse's source code, and its links against its pages. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^]]*]\\((?!https?:|#)([^)#]+)[^)]*\\)");

    /** A link with an anchor on the same page or on another page. */
    private static final Pattern ANCHOR = Pattern.compile("\\[[^]]*]\\((?!https?:)([^)#]*)#([^)]+)\\)");

    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);
    private static final Pattern NAMED_ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");

    /** The first cell of a table row of docs/troubleshooting.md. An ellipsis stands for a variable part. */
    private static final Pattern MESSAGE = Pattern.compile("^\\| `([^`]+)` ", Pattern.MULTILINE);

    /** A label of the console in docs/first-api.md. Bold texts with a full stop are headings. */
    private static final Pattern LABEL = Pattern.compile("\\*\\*([^*\\n]+)\\*\\*");

    /** Phrases that readers misunderstand. The pages use the terms of the field instead. */
    private static final List<String> UNCLEAR = List.of(
            "anybody ",
            "as often as it likes",
            "come back evenly",
            "come to light",
            "count for nothing",
            "does not answer to that method",
            "for programs",
            "from elsewhere",
            "good for",
            "guarded",
            "has to be there",
            "hangs on",
            "have sign-ins heard",
            "is let in",
            "issuers elsewhere",
            "it shall",
            "keep a secret?",
            "keeps nothing to itself",
            "laid open",
            "left to each client",
            "let through",
            "letter by letter",
            "live token",
            "none: all",
            "not there:",
            "not yours to do",
            "people whose data",
            "programs to begin with",
            "required of all",
            "sign no more",
            "somebody",
            "stands against",
            "take back",
            "taken back",
            "takes back",
            "the person",
            "told apart",
            "unforeseen",
            "unless said otherwise",
            "what came of",
            "what it has going on",
            "whoever",
            "worth nothing",
            "would notice");

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?`");
    private static final Pattern TYPE = Pattern.compile("`((?!io\\.)[a-z.]+)\\.([A-Z]\\w+)`");

    /** A code block, its language, and the file that the comment above the block names. */
    private static final Pattern BLOCK = Pattern.compile(
            "(?:^<!-- from (src/test/\\S+) -->\\n)?^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** The languages of blocks that tests run directly from the page with {@code testing/Recipe}. */
    private static final Set<String> RUN_FROM_THE_PAGE = Set.of("apache", "javascript", "properties");

    @Test
    void everyConfigurationKeyIsListed() throws Exception {
        var text = Files.readString(Path.of("docs/configuration.md"));

        assertThat(configurationKeys()).allSatisfy(key -> assertThat(text).contains("| `" + key + "` |"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws Exception {
        var directory = document.toAbsolutePath().getParent();

        assertThat(LINK.matcher(Files.readString(document)).results().map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(directory.resolve(link)).exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void anchorsAreHeadings(Path document) throws Exception {
        var directory = document.toAbsolutePath().getParent();

        assertThat(ANCHOR.matcher(Files.readString(document)).results()).allSatisfy(link -> {
            var target = link.group(1).isEmpty() ? document : directory.resolve(link.group(1));
            assertThat(anchors(Files.readString(target))).as(link.group()).contains(link.group(2));
        });
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textsHaveNoUnclearPhrases(Path text) throws Exception {
        assertThat(Files.readString(text).toLowerCase(Locale.ROOT)).doesNotContain(UNCLEAR);
    }

    @Test
    void messagesOfTroubleshootingAreInTheProgram() throws Exception {
        var program = program();

        assertThat(MESSAGE.matcher(Files.readString(Path.of("docs/troubleshooting.md")))
                        .results())
                .hasSizeGreaterThan(50)
                .flatExtracting(message -> List.of(message.group(1).split("…")))
                .allSatisfy(part -> assertThat(program.contains(part)).as(part).isTrue());
    }

    @Test
    void labelsOfTheTutorialAreInTheConsole() throws Exception {
        var program = program();

        assertThat(LABEL.matcher(Files.readString(Path.of("docs/first-api.md"))).results())
                .hasSizeGreaterThan(10)
                .extracting(label -> label.group(1))
                .filteredOn(label -> !label.endsWith("."))
                .allSatisfy(label -> assertThat(
                                program.contains("\"" + label + "\"") || program.contains("=" + label + "\n"))
                        .as(label)
                        .isTrue());
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
                .allSatisfy(named -> assertThat(Path.of(
                                "src/main/java/dev/gatehouse",
                                named.group(1).replace('.', '/'),
                                named.group(2) + ".java"))
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
                            .as("source file of the code block\n%s", block.group(3))
                            .isNotNull();
                    assertThat(lines(Files.readString(Path.of(block.group(1))))).contains(lines(block.group(3)));
                });
    }

    /** Returns all pages except those that state that no test runs them. */
    static Stream<Path> recipes() throws IOException {
        return Files.list(Path.of("docs/clients")).filter(DocumentationTest::isTested);
    }

    private static boolean isTested(Path recipe) {
        return !read(recipe).contains("No test runs this page");
    }

    /** Returns the lines that are not blank, without indentation. */
    private static String lines(String code) {
        return code.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    /**
     * Returns the anchors of a page: those that GitHub derives from the headings, and those that the page defines
     * itself.
     */
    private static List<String> anchors(String page) {
        var headings = HEADING.matcher(page)
                .results()
                .map(heading -> heading.group(1)
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
        return Stream.concat(headings, NAMED_ANCHOR.matcher(page).results().map(anchor -> anchor.group(1)))
                .toList();
    }

    /** Returns the source code of Gatehouse, with concatenated strings joined. */
    private static String program() throws IOException {
        try (var files = Files.walk(Path.of("src/main"))) {
            return files.filter(file -> file.toString().matches(".*\\.(java|properties|html)"))
                    .map(DocumentationTest::read)
                    .collect(Collectors.joining("\n"))
                    .replaceAll("\"\\s*\\+\\s*\"", "");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> documents() throws IOException {
        var documents =
                Files.walk(Path.of("docs")).filter(path -> path.toString().endsWith(".md"));
        var atTheRoot = Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
                .map(Path::of);
        return Stream.concat(atTheRoot, documents);
    }

    /** Returns the documents and the OpenAPI documents. */
    static Stream<Path> texts() throws IOException {
        return Stream.concat(documents(), Files.list(Path.of("src/main/resources/openapi")));
    }

    private static List<String> configurationKeys() {
        return configurationKeys(GatehouseConfig.class, "gatehouse.").toList();
    }

    private static Stream<String> configurationKeys(Class<?> mapping, String prefix) {
        return Stream.of(mapping.getMethods()).flatMap(method -> {
            var name = prefix + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            var group = method.getReturnType();
            return group.isInterface() && group.getEnclosingClass() == GatehouseConfig.class
                    ? configurationKeys(group, name + ".")
                    : Stream.of(name);
        });
    }
}
