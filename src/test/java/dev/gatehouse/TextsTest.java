// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.qute.i18n.MessageBundle;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of pages are complete in both languages, come from message files, and use the terms of the field. */
class TextsTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path BUNDLES = RESOURCES.resolve("messages");
    private static final String GERMAN = "_de.properties";

    private static final Pattern EXPRESSION = Pattern.compile("\\{[^{}]*}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    /** Phrases that readers misunderstand in texts and documents. */
    private static final List<String> UNCLEAR = List.of(
            "access that is out",
            "any number of times",
            "as often as (it|they) likes?",
            "brings? the answer to",
            "can it keep a secret",
            "denied lately",
            "does not answer to that method",
            "good for",
            "guard(s|ed)",
            "has going on",
            "holds on every node",
            "is let in",
            "is not known here",
            "issuers elsewhere",
            "keeps nothing to itself",
            "left to each client",
            "letter by letter",
            "no token is out",
            "nobody has taken",
            "nobody is here",
            "not yours to do",
            "nothing is exposed here",
            "one of several",
            "people",
            "programs to begin with",
            "required of all",
            "scopes that would do",
            "shall",
            "signs? no more",
            "so many times",
            "somebody",
            "(take|takes|taken|taking) ((it|them) )?back",
            "the person",
            "time is (not )?over",
            "tokens? (that )?(is|are) out",
            "trust this issuer no more",
            "unknown, expired or used",
            "what else it may",
            "what is given",
            "where calls go",
            "who administers",
            "whoever",
            "worth nothing");

    /** Words that are clear in documents, for example about operations, but unclear on pages. */
    private static final List<String> UNCLEAR_ON_PAGES = List.of(
            "anybody",
            "everybody",
            "for good",
            "gone",
            "live tokens?",
            "look into",
            "machines?",
            "memory",
            "nobody",
            "persons?",
            "programs?",
            "refused?",
            "refuses",
            "remember(ed|s)?",
            "switched (off|on)",
            "what it is",
            "work on\\?");

    /** The parts of a template that are not texts: comments, sections, expressions, code samples and tags. */
    private static final List<Pattern> MARKUP = Stream.of("\\{!.*?!}", "<code>.*?</code>", "<[^>]*>")
            .map(expression -> Pattern.compile(expression, Pattern.DOTALL))
            .toList();

    private static final Pattern NAME = Pattern.compile("\\b(?:aria-label|title|alt)=\"([^\"]*)\"");

    static List<Class<?>> bundles() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.gatehouse").stream()
                        .filter(type -> type.isAnnotatedWith(MessageBundle.class))
                        .<Class<?>>map(type -> type.reflect())
                        .toList();
    }

    static Stream<Path> english() throws IOException {
        return Files.list(BUNDLES).filter(file -> !file.toString().endsWith(GERMAN));
    }

    static Stream<Path> templates() throws IOException {
        return Files.walk(RESOURCES.resolve("templates"))
                .filter(file -> file.toString().endsWith(".html"));
    }

    /** Returns the pages of docs/ and the README. */
    static Stream<Path> documents() throws IOException {
        var pages = Files.walk(Path.of("docs")).filter(file -> file.toString().endsWith(".md"));
        return Stream.concat(Stream.of(Path.of("README.md")), pages);
    }

    private static Path file(Class<?> bundle, String suffix) {
        return BUNDLES.resolve(bundle.getAnnotation(MessageBundle.class).value() + suffix);
    }

    private static Path german(Path english) {
        return Path.of(english.toString().replace(".properties", GERMAN));
    }

    /**
     * Returns the texts of a file by key, in the order of the file. A line with a backslash at its end continues on the
     * next line.
     */
    private static Map<String, String> texts(Path file) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        for (var line : Files.readString(file).replaceAll("\\\\\n\\s*", "").split("\n")) {
            if (!line.isBlank() && !line.startsWith("#")) {
                var keyAndText = line.split("=", 2);
                assertThat(texts.put(keyAndText[0], keyAndText[1]))
                        .as(keyAndText[0])
                        .isNull();
            }
        }
        return texts;
    }

    /** Returns the headings and keys of a file, in the order of the file. */
    private static List<String> outline(Path file) throws IOException {
        var lines = new ArrayList<String>();
        for (var line : Files.readString(file).replaceAll("\\\\\n\\s*", "").split("\n")) {
            lines.add(line.startsWith("#") ? line : line.split("=", 2)[0]);
        }
        return lines;
    }

    private static List<String> unclear(String text, List<String> phrases) {
        var found = Pattern.compile("\\b(" + String.join("|", phrases) + ")(?!\\w)");
        return found.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Nested
    class Bundles {

        @Test
        void areFound() throws IOException {
            assertThat(bundles()).hasSizeGreaterThan(15);
            assertThat(english()).hasSizeGreaterThanOrEqualTo(bundles().size());
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.TextsTest#bundles")
        void haveATextForEachMessageAndNoOther(Class<?> bundle) throws IOException {
            for (var suffix : List.of(".properties", GERMAN)) {
                var texts = texts(file(bundle, suffix));

                assertThat(texts.keySet())
                        .as(suffix)
                        .containsExactlyInAnyOrderElementsOf(Stream.of(bundle.getMethods())
                                .map(Method::getName)
                                .toList());
                assertThat(texts.values()).as(suffix).noneMatch(String::isBlank);
            }
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.TextsTest#bundles")
        void useEachParameterOfAMessage(Class<?> bundle) throws IOException {
            for (var suffix : List.of(".properties", GERMAN)) {
                var texts = texts(file(bundle, suffix));

                assertThat(bundle.getMethods()).allSatisfy(message -> {
                    var expressions = String.join(
                            " ",
                            EXPRESSION
                                    .matcher(texts.getOrDefault(message.getName(), ""))
                                    .results()
                                    .map(MatchResult::group)
                                    .toList());
                    assertThat(Stream.of(message.getParameters()).map(Parameter::getName))
                            .as(message.getName() + suffix)
                            .allMatch(name -> Pattern.compile("\\b" + name + "\\b")
                                    .matcher(expressions)
                                    .find());
                });
            }
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.TextsTest#english")
        void haveTheSameKeysAndHeadingsInTheSameOrder(Path english) throws IOException {
            assertThat(outline(german(english))).isEqualTo(outline(english));
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.TextsTest#english")
        void haveTheSamePlaceholders(Path english) throws IOException {
            assertThat(placeholders(german(english))).isEqualTo(placeholders(english));
        }

        private static Map<String, TreeSet<String>> placeholders(Path file) throws IOException {
            var placeholders = new TreeMap<String, TreeSet<String>>();
            texts(file).forEach((key, text) -> {
                var names = new TreeSet<String>();
                PLACEHOLDER.matcher(text).results().forEach(found -> names.add(found.group(1)));
                placeholders.put(key, names);
            });
            return placeholders;
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.TextsTest#english")
        void haveNoUnclearPhrases(Path english) throws IOException {
            assertThat(texts(english)).allSatisfy((key, text) -> {
                assertThat(unclear(text, UNCLEAR)).as(key).isEmpty();
                assertThat(unclear(text, UNCLEAR_ON_PAGES)).as(key).isEmpty();
            });
        }
    }

    @Nested
    class Templates {

        @ParameterizedTest
        @MethodSource("dev.gatehouse.TextsTest#templates")
        void haveNoUnclearPhrases(Path template) throws IOException {
            assertThat(unclear(Files.readString(template), UNCLEAR)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.TextsTest#templates")
        void takeEveryTextFromABundle(Path template) throws IOException {
            var text = Files.readString(template);
            for (var markup : MARKUP) {
                text = markup.matcher(withoutExpressions(text)).replaceAll(" ");
            }
            assertThat(text).doesNotContainPattern("\\p{L}");
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.TextsTest#templates")
        void takeEveryNameForScreenReadersFromABundle(Path template) throws IOException {
            assertThat(NAME.matcher(withoutExpressions(Files.readString(template)))
                            .results()
                            .map(name -> name.group(1)))
                    .noneMatch(name -> name.matches(".*\\p{L}.*"));
        }

        /** Removes expressions and section tags, even if they are nested. Keeps comments. */
        private static String withoutExpressions(String template) {
            return Pattern.compile("\\{[^{}!\\s][^{}]*}").matcher(template).replaceAll(" ");
        }
    }

    @Nested
    class Documents {

        @ParameterizedTest
        @MethodSource("dev.gatehouse.TextsTest#documents")
        void haveNoUnclearPhrases(Path document) throws IOException {
            assertThat(unclear(Files.readString(document), UNCLEAR)).isEmpty();
        }
    }
}
