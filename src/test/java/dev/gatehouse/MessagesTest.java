package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** That everything which the pages say is there in every language, and that the right one is spoken. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MessagesTest {
    private static final Path TRANSLATIONS = Path.of("src", "main", "resources", "messages");
    private static final Pattern EXPRESSION = Pattern.compile("\\{[^{}]*}");

    @TestHTTPResource("/")
    URI base;

    static List<Class<?>> bundles() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.gatehouse").stream()
                        .filter(type -> type.isAnnotatedWith(MessageBundle.class))
                        .<Class<?>>map(type -> type.reflect())
                        .toList();
    }

    private static Map<String, String> translation(Class<?> bundle, String language) throws IOException {
        var file = TRANSLATIONS.resolve(
                bundle.getAnnotation(MessageBundle.class).value() + "_" + language + ".properties");
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        var texts = new TreeMap<String, String>();
        properties.forEach((key, text) -> texts.put((String) key, (String) text));
        return texts;
    }

    /** The parameters of a message that a text puts in. */
    private static List<String> used(Method message, String text) {
        var expressions =
                EXPRESSION.matcher(text).results().map(found -> found.group()).collect(Collectors.joining());
        return Stream.of(message.getParameters())
                .map(Parameter::getName)
                .filter(name -> Pattern.compile("\\b" + name + "\\b")
                        .matcher(expressions)
                        .find())
                .toList();
    }

    @Test
    void thereAreBundles() {
        assertThat(bundles()).hasSizeGreaterThan(3);
    }

    @Nested
    class German {

        @ParameterizedTest
        @MethodSource("dev.gatehouse.MessagesTest#bundles")
        void saysAllThatEnglishSaysAndNothingElse(Class<?> bundle) throws IOException {
            var texts = translation(bundle, "de");

            assertThat(texts.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(bundle.getMethods()).map(Method::getName).toList());
            assertThat(texts.values()).noneMatch(String::isBlank);
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.MessagesTest#bundles")
        void putsInTheSameValues(Class<?> bundle) throws IOException {
            var texts = translation(bundle, "de");

            assertThat(bundle.getMethods()).allSatisfy(message -> {
                var english = message.getAnnotation(Message.class).value();
                assertThat(used(message, texts.getOrDefault(message.getName(), "")))
                        .as(message.getName())
                        .isEqualTo(used(message, english))
                        .hasSize(message.getParameterCount());
            });
        }
    }

    @Nested
    class Pages {

        @ParameterizedTest
        @CsvSource({
            "de, de, Anmelden",
            "'de-CH,fr;q=0.5', de, Anmelden",
            "'fr,de;q=0.5', de, Anmelden",
            "fr, en, Sign in",
            "en, en, Sign in",
            "'', en, Sign in"
        })
        void speakWhatTheBrowserLikesBest(String wanted, String language, String heading) {
            var page = new Gate(base).send("GET", "/signin", null, Map.of("Accept-Language", wanted));

            assertThat(page.body()).contains("<html lang=\"" + language + "\"", "<h1>" + heading + "</h1>");
        }

        @Test
        void moreWishesThanABrowserHasAreNotRead() {
            var page =
                    new Gate(base).send("GET", "/signin", null, Map.of("Accept-Language", "de,fr,".repeat(100) + "de"));

            assertThat(page.body()).contains("<html lang=\"en\"");
        }

        @Test
        void signInRefusesInGerman() {
            var german = Map.of("Accept-Language", "de");
            var gate = new Gate(base);

            assertThat(gate.form("/signin", german, Map.entry("username", "jane"))
                            .body())
                    .contains("Geben Sie Ihren Benutzernamen und Ihr Passwort ein.");
            assertThat(gate.form("/signin", german, Map.entry("username", "jane"), Map.entry("password", "not hers"))
                            .body())
                    .contains("Der Benutzername oder das Passwort ist falsch.");
        }

        @ParameterizedTest
        @CsvSource({
            "/approval?request=none, Diese Seite ist abgelaufen",
            "/integration/rest/oAuth/authorize, Dieser Link funktioniert nicht"
        })
        void failuresAreToldInGerman(String path, String heading) {
            var page = new Gate(base).send("GET", path, null, Map.of("Accept-Language", "de"));

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.body()).contains("<html lang=\"de\"", "<h1>" + heading + "</h1>");
        }

        @Test
        void whatAProgramIsToldTooIsMarkedAsEnglish() {
            var page = new Gate(base).send("GET", Gate.AUTHORIZE, null, Map.of("Accept-Language", "de"));

            assertThat(page.body()).containsPattern("<p lang=\"en\">[a-z]");
        }

        @Test
        void formOfAnotherSiteIsRefusedInGerman() {
            var page = new Gate(base).form("/signin", Map.of("Accept-Language", "de", "Sec-Fetch-Site", "cross-site"));

            assertThat(page.body()).contains("<h1>Dieses Formular kam von einer anderen Website</h1>");
        }
    }
}
