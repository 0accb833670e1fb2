// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
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
import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.query.NativeQuery;

/** Rules for the dependencies between packages, and for code that must exist in only one place. */
@AnalyzeClasses(packages = "dev.gatehouse", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** The maximum number of types in a package, so that readers can survey the package. */
    private static final int MOST_TYPES = 34;

    /** The packages and their allowed dependencies. {@code docs/architecture.md} contains a diagram. */
    static final Map<String, Set<String>> PACKAGES = packages();

    private static Map<String, Set<String>> packages() {
        var ground = Set.of("oauth", "platform", "problem", "database", "cluster", "listing", "http", "adminapi");
        var base = and(ground, "errors", "audit", "tenant");
        var packages = new LinkedHashMap<String, Set<String>>();
        packages.put("oauth", Set.of());
        packages.put("platform", Set.of("oauth"));
        packages.put("problem", Set.of("oauth", "platform"));
        packages.put("database", Set.of("oauth", "platform", "problem"));
        packages.put("cluster", Set.of("oauth", "platform", "problem", "database"));
        packages.put("listing", Set.of("oauth", "platform", "problem"));
        packages.put("http", Set.of("oauth", "platform", "problem", "database", "cluster"));
        packages.put("adminapi", Set.of("oauth", "platform", "problem", "http"));
        packages.put("errors", Set.of("oauth", "platform", "problem", "database", "http", "adminapi"));
        packages.put("audit", ground);
        packages.put("tenant", and(ground, "audit"));
        packages.put("account", base);
        packages.put("scope", base);
        packages.put("signing", base);
        packages.put("client", and(base, "scope"));
        packages.put("service", and(base, "scope"));
        packages.put("issuer", and(base, "scope"));
        packages.put("token", and(base, "account", "client", "scope", "service", "signing"));
        packages.put("usage", and(base, "account", "client", "scope", "service", "token"));
        packages.put("authorize", and(base, "account", "client", "scope", "service", "signing", "token"));
        packages.put("gateway", and(base, "account", "client", "scope", "service", "signing", "issuer", "token"));
        packages.put("partner", and(base, "client", "scope", "service", "signing"));
        packages.put("console", and(and(base, packages.keySet()), "usage"));
        packages.put("demo", and(base, packages.keySet()));
        return packages;
    }

    private static Set<String> and(Set<String> packages, String... more) {
        return and(packages, List.of(more));
    }

    private static Set<String> and(Set<String> packages, Collection<String> more) {
        return Stream.concat(packages.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static String packages(String room) {
        return "dev.gatehouse." + room + "..";
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
    static final ArchRule roomsUseTheRoomsBelow = roomsUseTheRoomsBelow();

    private static ArchRule roomsUseTheRoomsBelow() {
        var layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (var room : PACKAGES.keySet()) {
            layers = layers.layer(room).definedBy(packages(room));
        }
        for (var room : PACKAGES.entrySet()) {
            layers = room.getValue().isEmpty()
                    ? layers.whereLayer(room.getKey()).mayNotAccessAnyLayer()
                    : layers.whereLayer(room.getKey())
                            .mayOnlyAccessLayers(room.getValue().toArray(String[]::new));
        }
        return layers;
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
