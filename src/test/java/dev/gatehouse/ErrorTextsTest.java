// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.testing.ErrorCodes;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each error code has a message in every language, and there are no messages without an error code. */
class ErrorTextsTest {
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)*");
    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.gatehouse");

    /** Returns the methods that declare an error code, in the order of their classes. */
    private static List<JavaMethod> declarations() {
        return PROGRAM.stream()
                .filter(type -> !type.isAssignableTo(ErrorText.class))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(ErrorText.class)
                                && call.getName().equals("of")))
                .toList();
    }

    /** Returns the error of a declaration, with sample values for the parameters. */
    private static ErrorText error(JavaMethod declaration) {
        Method method = declaration.reflect();
        method.setAccessible(true);
        try {
            return (ErrorText) method.invoke(
                    null,
                    Arrays.stream(method.getParameterTypes())
                            .map(ErrorTextsTest::value)
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(declaration.getFullName(), e);
        }
    }

    private static Object value(Class<?> type) {
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        Map<Class<?>, Object> values = Map.of(
                String.class,
                "value",
                int.class,
                1,
                long.class,
                1L,
                List.class,
                List.of("first", "second"),
                Collection.class,
                List.of("first", "second"),
                Instant.class,
                Instant.EPOCH,
                URI.class,
                URI.create("https://issuer.example"),
                UUID.class,
                new UUID(0, 0),
                ScopeNames.class,
                ScopeNames.NONE,
                ErrorText.class,
                new ErrorText("required", List.of()));
        return type == RateLimit.class ? new RateLimit(1, 1, 1) : values.get(type);
    }

    private static Set<Integer> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(place -> Integer.valueOf(place.group(1)))
                .collect(Collectors.toSet());
    }

    @Nested
    class Codes {
        @Test
        void areDeclaredInClassesForThem() {
            assertThat(declarations()).hasSizeGreaterThan(300).allSatisfy(method -> {
                var code = error(method).code();
                assertThat(method.getOwner().getSimpleName())
                        .as(code)
                        .endsWith(code.startsWith("event.") ? "Details" : "Errors");
                assertThat(method.getModifiers()).contains(JavaModifier.STATIC);
                assertThat(method.getRawReturnType().isEquivalentTo(ErrorText.class))
                        .isTrue();
            });
        }

        @Test
        void areWrittenInLowerCaseAndDeclaredOnce() {
            var declared = new TreeMap<String, String>();
            for (var method : declarations()) {
                var code = error(method).code();
                assertThat(code).matches(CODE);
                assertThat(declared.put(code, method.getFullName()))
                        .as("another declaration of %s", code)
                        .isNull();
            }
        }

        @Test
        void areUsed() {
            var unused = declarations().stream()
                    .filter(method -> method.getAccessesToSelf().isEmpty()
                            && method.getReferencesToSelf().isEmpty())
                    .map(JavaMethod::getFullName)
                    .toList();
            assertThat(unused).isEmpty();
        }

        @Test
        void areMadeNowhereElse() {
            var makers = PROGRAM.get(ErrorText.class).getConstructorCallsToSelf().stream()
                    .map(call -> call.getOriginOwner())
                    .map(JavaClass::getSimpleName)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(makers)
                    .as("ErrorText creates errors, and OpenApiReader shortens their values")
                    .containsExactly("ErrorText", "OpenApiReader");
        }
    }

    @Nested
    class Texts {
        @Test
        void areThereInEveryLanguageForEachCodeAndNoOther() {
            var codes = declarations().stream()
                    .map(method -> error(method).code())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(ErrorCodes.texts("errors").keySet()).isEqualTo(codes);
            assertThat(ErrorCodes.texts("errors_de").keySet()).isEqualTo(codes);
        }

        @Test
        void haveAPlaceForEachValueOfTheirCode() {
            for (var method : declarations()) {
                var error = error(method);
                var expected =
                        IntStream.range(0, error.arguments().size()).boxed().collect(Collectors.toSet());
                for (var file : List.of("errors", "errors_de")) {
                    assertThat(places(ErrorCodes.texts(file).get(error.code())))
                            .as("%s in %s", error.code(), file)
                            .isEqualTo(expected);
                }
                assertThat(error.arguments())
                        .as(error.code())
                        .hasSize(method.getParameters().size());
            }
        }

        /** RFC 6749 §5.2. */
        @Test
        void areMadeOfTheCharactersOfADescriptionWhereClientsGetThem() {
            var descriptions = new TreeMap<>(ErrorCodes.texts("errors"));
            descriptions.keySet().removeIf(code -> !code.startsWith("oauth."));
            assertThat(descriptions)
                    .hasSizeGreaterThan(50)
                    .allSatisfy((code, text) -> assertThat(text).as(code).matches("[ !#-\\[\\]-~]+"));
        }

        @Test
        void areTranslated() {
            var english = ErrorCodes.texts("errors");
            ErrorCodes.texts("errors_de").forEach((code, german) -> {
                if (!PLACE.matcher(german).replaceAll("").matches("\\P{L}*")) {
                    assertThat(german).as(code).isNotBlank().isNotEqualTo(english.get(code));
                }
            });
        }
    }

    @Nested
    class Values {
        @Test
        void standInTheirPlaces() {
            var error = new ErrorText("out-of-range", List.of(1, 50));
            assertThat(error.in(Locale.ENGLISH)).isEqualTo("The number must be between 1 and 50.");
            assertThat(error.in(Locale.GERMAN)).isEqualTo("Die Zahl muss zwischen 1 und 50 liegen.");
        }

        @Test
        void areNotReadAgain() {
            var error = new ErrorText("client.taken", List.of("{1}{0}$1\\", "2.0"));
            assertThat(error.inEnglish()).startsWith("A client named {1}{0}$1\\ with version 2.0 exists already.");
        }

        @Test
        void areInTheSameLanguageWhenTheyAreErrorsThemselves() {
            var error = new ErrorText("import.left-out", List.of(new ErrorText("required", List.of())));
            assertThat(error.in(Locale.GERMAN)).isEqualTo("Ausgelassen: Ein Wert ist erforderlich.");
        }

        @Test
        void loseTheirFullStopWhereTheSentenceGoesOn() {
            var required = new ErrorText("required", List.of());
            var denied = new ErrorText("event.call.denied", List.of("SCOPE", required));
            assertThat(denied.inEnglish()).isEqualTo("SCOPE: A value is required.");
            assertThat(new ErrorText("event.call.with-token", List.of(denied, "id")).inEnglish())
                    .isEqualTo("SCOPE: A value is required; token id");
            assertThat(new ErrorText("event.call.ended", List.of(required)).inEnglish())
                    .isEqualTo("A value is required, while the call ran");
        }

        @Test
        void keepAFullStopThatIsPartOfAValue() {
            var value = new ErrorText("event.value", List.of("Gatehouse Ltd."));
            assertThat(new ErrorText("event.call.with-token", List.of(value, "id")).inEnglish())
                    .isEqualTo("Gatehouse Ltd.; token id");
        }

        @Test
        void areSeparatedByCommasWhenTheyAreSeveral() {
            var error = new ErrorText("not-one-of", List.of(List.of("GET", "PUT")));
            assertThat(error.inEnglish()).isEqualTo("Only these values are allowed: GET, PUT.");
        }

        @Test
        void languageWithoutTextsIsEnglish() {
            assertThat(new ErrorText("required", List.of()).in(Locale.FRENCH)).isEqualTo("A value is required.");
        }
    }
}
