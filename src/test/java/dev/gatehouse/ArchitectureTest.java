// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAccess.Predicates;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.Paths;
import dev.gatehouse.http.Transport;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.NamedNativeQuery;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.query.NativeQuery;
import org.junit.jupiter.api.Test;

/** Rules for the dependencies between packages, and for code that must exist in only one place. */
@AnalyzeClasses(packages = "dev.gatehouse", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** The maximum number of types in a package, so that readers can survey the package. */
    private static final int MOST_TYPES = 34;

    private static final java.nio.file.Path SOURCES = java.nio.file.Path.of("src/main/java/dev/gatehouse");
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?dev\\.gatehouse\\.([a-z]+)\\.", Pattern.MULTILINE);

    /** The packages, and for each one the packages that it uses. {@code docs/architecture.md} has a diagram. */
    static final Map<String, Set<String>> PACKAGES = packages();

    private static Map<String, Set<String>> packages() {
        var packages = new LinkedHashMap<String, Set<String>>();
        packages.put("oauth", Set.of());
        packages.put("platform", Set.of());
        packages.put("cli", Set.of("platform", "importer"));
        packages.put("problem", Set.of("oauth"));
        packages.put("database", Set.of("platform", "problem"));
        packages.put("cluster", Set.of("platform", "problem", "database"));
        packages.put("listing", Set.of("problem"));
        packages.put("http", Set.of("oauth", "platform", "problem"));
        packages.put("adminapi", Set.of("platform", "problem", "http"));
        packages.put("errors", Set.of("oauth", "problem", "database", "http", "adminapi"));
        packages.put("audit", Set.of("oauth", "platform", "problem", "database", "listing", "http", "adminapi"));
        packages.put("tenant", Set.of("platform", "problem", "database", "cluster", "http", "adminapi", "audit"));
        packages.put(
                "account",
                Set.of("platform", "problem", "database", "cluster", "listing", "http", "adminapi", "audit", "tenant"));
        packages.put(
                "scope", Set.of("oauth", "platform", "problem", "cluster", "listing", "http", "adminapi", "audit"));
        packages.put(
                "signing",
                Set.of(
                        "oauth",
                        "platform",
                        "problem",
                        "database",
                        "cluster",
                        "listing",
                        "http",
                        "adminapi",
                        "audit",
                        "tenant"));
        packages.put(
                "client",
                Set.of(
                        "oauth",
                        "platform",
                        "problem",
                        "cluster",
                        "listing",
                        "http",
                        "adminapi",
                        "audit",
                        "tenant",
                        "scope"));
        packages.put(
                "service",
                Set.of("platform", "problem", "cluster", "listing", "http", "adminapi", "audit", "tenant", "scope"));
        packages.put(
                "issuer",
                Set.of("oauth", "platform", "problem", "cluster", "listing", "http", "adminapi", "audit", "scope"));
        packages.put(
                "token",
                Set.of(
                        "oauth",
                        "platform",
                        "problem",
                        "database",
                        "cluster",
                        "listing",
                        "http",
                        "adminapi",
                        "audit",
                        "tenant",
                        "account",
                        "scope",
                        "signing",
                        "client"));
        packages.put(
                "usage",
                Set.of("platform", "problem", "listing", "http", "adminapi", "account", "scope", "service", "token"));
        packages.put(
                "authorize",
                Set.of(
                        "oauth",
                        "platform",
                        "problem",
                        "database",
                        "cluster",
                        "listing",
                        "http",
                        "errors",
                        "audit",
                        "tenant",
                        "account",
                        "scope",
                        "client",
                        "token"));
        packages.put(
                "gateway",
                Set.of(
                        "oauth",
                        "platform",
                        "problem",
                        "database",
                        "cluster",
                        "http",
                        "adminapi",
                        "audit",
                        "tenant",
                        "account",
                        "scope",
                        "client",
                        "service",
                        "issuer",
                        "token"));
        packages.put(
                "partner",
                Set.of(
                        "oauth",
                        "platform",
                        "problem",
                        "http",
                        "adminapi",
                        "audit",
                        "tenant",
                        "scope",
                        "client",
                        "service"));
        packages.put(
                "console",
                Set.of(
                        "oauth",
                        "platform",
                        "problem",
                        "cluster",
                        "listing",
                        "http",
                        "adminapi",
                        "audit",
                        "tenant",
                        "account",
                        "scope",
                        "signing",
                        "client",
                        "service",
                        "issuer",
                        "token",
                        "usage",
                        "authorize",
                        "gateway",
                        "partner",
                        "operator"));
        packages.put(
                "operator",
                Set.of(
                        "platform",
                        "problem",
                        "database",
                        "cluster",
                        "listing",
                        "http",
                        "adminapi",
                        "audit",
                        "tenant",
                        "account",
                        "scope",
                        "signing",
                        "client",
                        "service",
                        "token"));
        packages.put(
                "declarative",
                Set.of(
                        "platform",
                        "problem",
                        "database",
                        "cluster",
                        "listing",
                        "http",
                        "adminapi",
                        "audit",
                        "tenant",
                        "account",
                        "scope",
                        "client",
                        "service",
                        "issuer"));
        packages.put(
                "importer",
                Set.of("oauth", "platform", "problem", "http", "scope", "client", "service", "declarative"));
        packages.put("demo", Set.of("platform", "database", "tenant", "account", "scope", "client", "service"));
        return packages;
    }

    private static String packages(String name) {
        return "dev.gatehouse." + name + "..";
    }

    // Packages

    @ArchTest
    static final ArchRule everyClassIsInARoom = classes()
            .should()
            .resideInAnyPackage(Stream.concat(
                            Stream.of("dev.gatehouse"),
                            PACKAGES.keySet().stream().map(ArchitectureTest::packages))
                    .toArray(String[]::new))
            .because("the rules below apply only to packages that they list");

    @ArchTest
    static final ArchRule oauthUsesTheJdkOnly = classes()
            .that()
            .resideInAPackage("dev.gatehouse.oauth..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.gatehouse.oauth..")
            .because("the protocol terms must not depend on a framework");

    @ArchTest
    static final ArchRule theCommandLineClientIsIndependentOfTheServer = noClasses()
            .that()
            .resideInAPackage("dev.gatehouse.cli..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java..",
                    "javax.net.ssl..",
                    "com.sun.net.httpserver..",
                    "com.fasterxml.jackson..",
                    "picocli..",
                    "org.jspecify..",
                    "dev.gatehouse.platform..",
                    "dev.gatehouse.importer..",
                    "dev.gatehouse.cli..")
            .because("a command must answer quickly, so it loads nothing of the server");

    @ArchTest
    static final ArchRule importersNeedNoServer = noClasses()
            .that()
            .resideInAPackage("dev.gatehouse.importer..")
            .should()
            .dependOnClassesThat(describe(
                    "are beans, entities or resources",
                    type -> type.isAnnotatedWith("jakarta.enterprise.context.ApplicationScoped")
                            || type.isAnnotatedWith("jakarta.inject.Singleton")
                            || type.isAnnotatedWith("jakarta.persistence.Entity")
                            || type.isAnnotatedWith(Path.class)))
            .because("an import works without a server, and must answer quickly");

    @ArchTest
    static final ArchRule onlyTheMainClassCallsTheCommandLineClient = noClasses()
            .that()
            .resideOutsideOfPackage("dev.gatehouse.cli..")
            .and()
            .doNotHaveFullyQualifiedName(Gatehouse.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.gatehouse.cli..", "picocli..")
            .because("the server loads nothing of the command line client");

    @ArchTest
    static final ArchRule packagesUseThePackagesBelow = packagesUseThePackagesBelow();

    private static ArchRule packagesUseThePackagesBelow() {
        var layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (var name : PACKAGES.keySet()) {
            layers = layers.layer(name).definedBy(packages(name));
        }
        for (var name : PACKAGES.entrySet()) {
            layers = name.getValue().isEmpty()
                    ? layers.whereLayer(name.getKey()).mayNotAccessAnyLayer()
                    : layers.whereLayer(name.getKey())
                            .mayOnlyAccessLayers(name.getValue().toArray(String[]::new));
        }
        return layers;
    }

    /** Reads imports, because the class files do not show where the value of a constant comes from. */
    @Test
    void everyDependencyOfTheListExists() {
        var used = new LinkedHashMap<String, Set<String>>();
        for (var name : PACKAGES.keySet()) {
            used.put(name, imported(SOURCES.resolve(name), name));
        }
        assertThat(used)
                .as("a dependency that is allowed but unused lets a package grow into another unnoticed")
                .isEqualTo(PACKAGES);
    }

    private static Set<String> imported(java.nio.file.Path folder, String name) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(ArchitectureTest::imports)
                    .filter(other -> !other.equals(name))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> imports(java.nio.file.Path file) {
        try {
            return IMPORT.matcher(Files.readString(file)).results().map(found -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Subpackages such as {@code dev.gatehouse.console.clients} count as separate packages here. */
    @ArchTest
    static final ArchRule packagesFormNoCircle = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return SliceIdentifier.of(type.getPackageName());
                }

                @Override
                public String getDescription() {
                    return "packages";
                }
            })
            .should()
            .beFreeOfCycles();

    @ArchTest
    static void packagesAreSmall(JavaClasses classes) {
        var types = classes.stream()
                .filter(type -> type.getEnclosingClass().isEmpty())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(type -> type.getSource()
                        .flatMap(Source::getFileName)
                        .filter(file -> file.equals(type.getSimpleName() + ".java"))
                        .isPresent())
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(types).allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MOST_TYPES));
    }

    @ArchTest
    static final ArchRule theGatewayKnowsTokensByTheirStateOnly = noClasses()
            .that()
            .resideInAPackage("dev.gatehouse.gateway..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.gatehouse.token..")
                    .and(not(outermostClassNamed("dev.gatehouse.token.TokenStates")))
                    .and(not(outermostClassNamed("dev.gatehouse.token.TokenState"))))
            .allowEmptyShould(true)
            .because("a protected call costs one hash, one cache read and one URL match");

    @ArchTest
    static final ArchRule packagesAreNamedAfterFeatures = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..dto..", "..impl..", "..model..")
            .because("readers find a feature by its folder");

    // Data

    @ArchTest
    static final ArchRule resourcesLeaveDataToRepositories = noClasses()
            .that(describe("are resources", type -> outermostName(type).endsWith("Resource")))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(EntityManager.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule answersAreNotWrittenByThreads = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(StreamingOutput.class)
            .because("responses are written on the event loop, which must not block");

    @ArchTest
    static final ArchRule nativeStatementsAreInDatabaseAndClusterOnly = noClasses()
            .that()
            .resideOutsideOfPackages(packages("database"), packages("cluster"))
            .should()
            .accessTargetWhere(Predicates.target(describe(
                    "createNativeQuery or createNativeMutationQuery",
                    target -> Set.of("createNativeQuery", "createNativeMutationQuery")
                            .contains(target.getName()))))
            .because("a native statement must filter by tenant itself");

    @ArchTest
    static final ArchRule noNativeStatementReadsEntities = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "createNativeQuery with a result type",
                    access -> access.getTarget().getName().equals("createNativeQuery") && parameters(access) > 1))
            .orShould()
            .accessTargetWhere(describe(
                    "NativeQuery.addEntity, addRoot or addJoin",
                    access -> access.getTargetOwner().isAssignableTo(NativeQuery.class)
                            && Set.of("addEntity", "addRoot", "addJoin")
                                    .contains(access.getTarget().getName())))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(NamedNativeQuery.class)
            .because("the tenant filter does not cover entities that a native query loads");

    // One place only

    @ArchTest
    static final ArchRule timeComesFromPlatform = noClasses()
            .that()
            .resideOutsideOfPackage(packages("platform"))
            .should()
            .accessTargetWhere(describe("the system clock", ArchitectureTest::readsTheClock))
            .because("tests replace the clock of the platform package");

    /**
     * The compiler accepts a caller in another package that only passes the value on. A lambda expression of this
     * caller then fails when it runs, and a native executable cannot be built.
     */
    @ArchTest
    static final ArchRule publicMethodsMentionPublicTypesOnly = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(describe("are visible everywhere", ArchitectureTest::isVisibleEverywhere))
            .should(new ArchCondition<>("mention only types that are visible everywhere") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                            .filter(type -> type.getPackageName().startsWith("dev.gatehouse"))
                            .filter(type -> !isVisibleEverywhere(type))
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    method, method.getFullName() + " mentions " + type.getName())));
                }
            });

    private static boolean isVisibleEverywhere(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass()
                        .map(ArchitectureTest::isVisibleEverywhere)
                        .orElse(true);
    }

    @ArchTest
    static final ArchRule randomnessComesFromPlatform = noClasses()
            .that()
            .resideOutsideOfPackage(packages("platform"))
            .should()
            .accessTargetWhere(describe(
                    "new SecureRandom or one of its factories",
                    access -> access.getTargetOwner().isEquivalentTo(SecureRandom.class)
                            && (access.getTarget().getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                                    || access.getTarget().getName().startsWith("getInstance"))))
            .because("one class decides the length and the randomness of secrets");

    @ArchTest
    static final ArchRule schemesComeFromTransport = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Transport.class.getName())
            .and(not(outermostClassNamed("dev.gatehouse.http.connection.StrictHttp")))
            .should()
            .accessTargetWhere(describe(
                    "HttpServerRequest.scheme or isSSL",
                    access -> access.getTargetOwner().isAssignableTo(HttpServerRequest.class)
                            && Set.of("scheme", "isSSL")
                                    .contains(access.getTarget().getName())))
            .because("HTTP/2 callers write the scheme themselves");

    @ArchTest
    static final ArchRule locationsComeFromLocations = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "seeOther, created, temporaryRedirect or location of a response",
                    access -> Set.of("seeOther", "created", "temporaryRedirect", "location", "contentLocation")
                                    .contains(access.getTarget().getName())
                            && access.getTargetOwner()
                                    .getPackageName()
                                    .matches("(jakarta\\.ws\\.rs|org\\.jboss\\.resteasy)\\..*")))
            .because("the framework completes relative locations with the host of the request");

    @ArchTest
    static void failuresOfPagesArePages(JavaClasses classes) {
        var paths = classes.stream()
                .filter(type -> type.isAnnotatedWith(FrontChannel.class) && type.isAnnotatedWith(Path.class))
                .flatMap(type -> type.getMethods().stream()
                        .filter(method -> method.isAnnotatedWith(GET.class) || method.isAnnotatedWith(POST.class))
                        .map(method -> type.getAnnotationOfType(Path.class).value() + "/"
                                + method.tryGetAnnotationOfType(Path.class)
                                        .map(Path::value)
                                        .orElse("")))
                .map(path -> path.replaceAll("/+", "/").replaceAll("(?<=.)/$", ""))
                .collect(Collectors.toSet());
        assertThat(paths)
                .as("paths marked @FrontChannel, and paths whose failures are pages")
                .containsAll(Paths.FRONT_CHANNEL)
                .allMatch(Paths::isForPeople);
    }

    // Beans

    @ArchTest
    static final ArchRule constructorsAreInjected = noFields()
            .should()
            .beAnnotatedWith(Inject.class)
            .allowEmptyShould(true)
            .because("tests create classes with constructors without a framework");

    @ArchTest
    static final ArchRule configurationIsMapped = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ConfigProperty.class)
            .because("GatehouseConfig lists all settings");

    private static boolean readsTheClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        return switch (name) {
            case "now" -> owner.getPackageName().equals("java.time");
            case "systemUTC", "systemDefaultZone", "system" -> owner.isEquivalentTo(java.time.Clock.class);
            case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            case JavaConstructor.CONSTRUCTOR_NAME ->
                owner.isEquivalentTo(java.util.Date.class) && parameters(access) == 0;
            default -> false;
        };
    }

    private static int parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                ? target.getRawParameterTypes().size()
                : 0;
    }

    private static DescribedPredicate<JavaClass> outermostClassNamed(String name) {
        return describe("are " + name, type -> outermostName(type).equals(name));
    }

    private static String outermostName(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermostName).orElse(type.getName());
    }
}
