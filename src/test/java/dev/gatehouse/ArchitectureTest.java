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
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.gatehouse.platform.FrontChannel;
import dev.gatehouse.platform.Paths;
import dev.gatehouse.platform.Transport;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.NamedNativeQuery;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.StreamingOutput;
import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.query.NativeQuery;

/** The rooms of the house and their doors: what may depend on what, and what is done in one place only. */
@AnalyzeClasses(packages = "dev.gatehouse", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String PLATFORM = "dev.gatehouse.platform..";

    // Rooms

    @ArchTest
    static final ArchRule everyClassIsInARoom = classes()
            .should()
            .resideInAnyPackage(
                    "dev.gatehouse",
                    "dev.gatehouse.oauth..",
                    PLATFORM,
                    "dev.gatehouse.tenant..",
                    "dev.gatehouse.audit..",
                    "dev.gatehouse.account..",
                    "dev.gatehouse.client..",
                    "dev.gatehouse.scope..",
                    "dev.gatehouse.service..",
                    "dev.gatehouse.signing..",
                    "dev.gatehouse.issuer..",
                    "dev.gatehouse.token..",
                    "dev.gatehouse.authorize..",
                    "dev.gatehouse.gateway..",
                    "dev.gatehouse.partner..",
                    "dev.gatehouse.console..",
                    "dev.gatehouse.demo..")
            .because("a room that the rules below do not know is bound by none of them");

    @ArchTest
    static final ArchRule oauthIsOnlyWords = classes()
            .that()
            .resideInAPackage("dev.gatehouse.oauth..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.gatehouse.oauth..")
            .allowEmptyShould(true)
            .because("the protocol's words outlive every framework");

    @ArchTest
    static final ArchRule roomsLookDownOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("oauth")
            .definedBy("dev.gatehouse.oauth..")
            .layer("platform")
            .definedBy(PLATFORM)
            .layer("tenant")
            .definedBy("dev.gatehouse.tenant..")
            .layer("audit")
            .definedBy("dev.gatehouse.audit..")
            .layer("account")
            .definedBy("dev.gatehouse.account..")
            .layer("client")
            .definedBy("dev.gatehouse.client..")
            .layer("scope")
            .definedBy("dev.gatehouse.scope..")
            .layer("service")
            .definedBy("dev.gatehouse.service..")
            .layer("signing")
            .definedBy("dev.gatehouse.signing..")
            .layer("issuer")
            .definedBy("dev.gatehouse.issuer..")
            .layer("token")
            .definedBy("dev.gatehouse.token..")
            .layer("authorize")
            .definedBy("dev.gatehouse.authorize..")
            .layer("gateway")
            .definedBy("dev.gatehouse.gateway..")
            .layer("partner")
            .definedBy("dev.gatehouse.partner..")
            .layer("console")
            .definedBy("dev.gatehouse.console..")
            .layer("demo")
            .definedBy("dev.gatehouse.demo..")
            .whereLayer("oauth")
            .mayNotAccessAnyLayer()
            .whereLayer("platform")
            .mayOnlyAccessLayers("oauth")
            .whereLayer("tenant")
            .mayOnlyAccessLayers("oauth", "platform", "audit")
            .whereLayer("audit")
            .mayOnlyAccessLayers("oauth", "platform")
            .whereLayer("account")
            .mayOnlyAccessLayers("oauth", "platform", "tenant", "audit")
            .whereLayer("scope")
            .mayOnlyAccessLayers("oauth", "platform", "tenant", "audit")
            .whereLayer("signing")
            .mayOnlyAccessLayers("oauth", "platform", "tenant", "audit")
            .whereLayer("client")
            .mayOnlyAccessLayers("oauth", "platform", "tenant", "audit", "scope")
            .whereLayer("service")
            .mayOnlyAccessLayers("oauth", "platform", "tenant", "audit", "scope")
            .whereLayer("issuer")
            .mayOnlyAccessLayers("oauth", "platform", "tenant", "audit", "scope")
            .whereLayer("issuer")
            .mayOnlyBeAccessedByLayers("gateway", "console", "demo")
            .whereLayer("token")
            .mayOnlyAccessLayers(
                    "oauth", "platform", "tenant", "audit", "account", "client", "scope", "service", "signing")
            .whereLayer("authorize")
            .mayOnlyAccessLayers(
                    "oauth", "platform", "tenant", "audit", "account", "client", "scope", "service", "signing", "token")
            .whereLayer("gateway")
            .mayOnlyAccessLayers(
                    "oauth",
                    "platform",
                    "tenant",
                    "audit",
                    "account",
                    "client",
                    "scope",
                    "service",
                    "signing",
                    "issuer",
                    "token")
            .whereLayer("gateway")
            .mayOnlyBeAccessedByLayers("console", "demo")
            .whereLayer("partner")
            .mayOnlyAccessLayers("oauth", "platform", "tenant", "audit", "client", "scope", "service", "signing")
            .whereLayer("partner")
            .mayOnlyBeAccessedByLayers("console", "demo")
            .whereLayer("console")
            .mayOnlyBeAccessedByLayers("demo")
            .whereLayer("demo")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule roomsFormNoCircle =
            slices().matching("dev.gatehouse.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

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
            .because("a reader finds a feature by its folder");

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
            .because("answers are written on the event loop, where nothing may wait");

    @ArchTest
    static final ArchRule nativeStatementsAreInPlatformOnly = noClasses()
            .that()
            .resideOutsideOfPackage(PLATFORM)
            .should()
            .accessTargetWhere(Predicates.target(describe(
                    "createNativeQuery or createNativeMutationQuery",
                    target -> Set.of("createNativeQuery", "createNativeMutationQuery")
                            .contains(target.getName()))))
            .because("a native statement names the tenant itself, as nothing else will");

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
            .because("the tenant filter does not reach it, and what it loads poisons the persistence context");

    // One place only

    @ArchTest
    static final ArchRule timeComesFromPlatform = noClasses()
            .that()
            .resideOutsideOfPackage(PLATFORM)
            .should()
            .accessTargetWhere(describe("the clock of the machine", ArchitectureTest::readsTheClock))
            .because("what depends on time is tested with a time of its own");

    @ArchTest
    static final ArchRule randomnessComesFromPlatform = noClasses()
            .that()
            .resideOutsideOfPackage(PLATFORM)
            .should()
            .accessTargetWhere(describe(
                    "new SecureRandom or one of its factories",
                    access -> access.getTargetOwner().isEquivalentTo(SecureRandom.class)
                            && (access.getTarget().getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                                    || access.getTarget().getName().startsWith("getInstance"))))
            .because("how long and how random a secret is, is decided once");

    @ArchTest
    static final ArchRule schemesComeFromTransport = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Transport.class.getName())
            .and(not(outermostClassNamed("dev.gatehouse.platform.StrictHttp")))
            .should()
            .accessTargetWhere(describe(
                    "HttpServerRequest.scheme or isSSL",
                    access -> access.getTargetOwner().isAssignableTo(HttpServerRequest.class)
                            && Set.of("scheme", "isSSL")
                                    .contains(access.getTarget().getName())))
            .because("over HTTP/2 a caller writes the scheme itself");

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
            .because("the framework completes them with the host that the request names");

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
                .as("what is marked @FrontChannel, and where failures are told to people")
                .containsAll(Paths.FRONT_CHANNEL)
                .allMatch(Paths::isForPeople);
    }

    // Beans

    @ArchTest
    static final ArchRule constructorsAreInjected = noFields()
            .should()
            .beAnnotatedWith(Inject.class)
            .allowEmptyShould(true)
            .because("a class that cannot be made without what it needs is tested without a framework");

    @ArchTest
    static final ArchRule configurationIsMapped = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ConfigProperty.class)
            .because("GatehouseConfig is the whole list");

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
