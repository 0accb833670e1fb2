// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gatehouse.platform.GatehouseConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The container images and the Kubernetes manifests agree with Gatehouse's configuration and with each other. */
class DeploymentFilesTest {

    private static final Path KUBERNETES = Path.of("k8s");
    private static final Path BASE = KUBERNETES.resolve("base");
    private static final YAMLMapper YAML = new YAMLMapper();

    private static final JsonNode DEPLOYMENT = yaml(BASE.resolve("deployment.yaml"));
    private static final JsonNode POD = DEPLOYMENT.at("/spec/template/spec");
    private static final JsonNode CONTAINER = POD.at("/containers/0");
    private static final JsonNode SERVICE = yaml(BASE.resolve("service.yaml"));

    @ParameterizedTest
    @MethodSource("manifests")
    void isOneKubernetesObject(Path manifest) {
        JsonNode object = yaml(manifest);
        assertThat(object.path("apiVersion").asText()).isNotBlank();
        assertThat(object.path("kind").asText()).isNotBlank();
        assertThat(object.at("/metadata/name").asText()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void holdsNoSecret(Path manifest) {
        assertThat(yaml(manifest).path("kind").asText()).isNotEqualTo("Secret");
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void namesEveryFileBesideItAndNoOther(Path kustomization) {
        Path folder = kustomization.resolveSibling("");
        Set<String> named = texts(yaml(kustomization).path("resources")).collect(toSet());

        assertThat(named).allSatisfy(name -> assertThat(folder.resolve(name)).exists());
        assertThat(named).containsAll(yamlFilesIn(folder));
    }

    @Nested
    class Probes {

        @Test
        void askTheManagementPort() {
            assertThat(List.of("startupProbe", "readinessProbe", "livenessProbe"))
                    .allSatisfy(probe -> assertThat(
                                    CONTAINER.at("/" + probe + "/httpGet/port").asInt())
                            .isEqualTo(managementPort()));
        }

        @Test
        void askWhatTheyAreNamedAfter() {
            assertThat(CONTAINER.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
            assertThat(CONTAINER.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
            assertThat(CONTAINER.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
        }

        @Test
        void haveAManagementPortToAsk() {
            assertThat(applicationProperties().getProperty("quarkus.management.enabled"))
                    .isEqualTo("true");
        }
    }

    @Nested
    class Ports {

        @Test
        void ofTheContainerAreThoseOfTheProgram() {
            assertThat(containerPorts()).containsExactlyInAnyOrder(httpPort(), managementPort());
        }

        @Test
        void ofTheImagesAreThoseOfTheProgram() {
            assertThat(dockerfiles())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(text(file))
                            .contains("\nEXPOSE %d %d\n".formatted(httpPort(), managementPort())));
        }

        @Test
        void ofTheServiceLeadToCallersPortOnly() {
            JsonNode ports = SERVICE.at("/spec/ports");
            assertThat(ports).hasSize(1);
            assertThat(portNamed(ports.at("/0/targetPort").asText())).isEqualTo(httpPort());
        }

        @Test
        void ofTheNetworkPolicyAreThoseOfTheContainer() {
            JsonNode policy = yaml(BASE.resolve("network-policy.yaml"));
            assertThat(policy.at("/spec/ingress").findValues("port"))
                    .extracting(JsonNode::asInt)
                    .containsExactlyInAnyOrderElementsOf(containerPorts());
        }

        @Test
        void ofTheIngressAreNamedByTheService() {
            JsonNode ingress = yaml(KUBERNETES.resolve("overlays/production/ingress.yaml"));
            JsonNode backend = ingress.at("/spec/rules/0/http/paths/0/backend/service");
            assertThat(backend.path("name")).isEqualTo(SERVICE.at("/metadata/name"));
            assertThat(backend.at("/port/name")).isEqualTo(SERVICE.at("/spec/ports/0/name"));
        }

        private static List<Integer> containerPorts() {
            return CONTAINER.path("ports").findValues("containerPort").stream()
                    .map(JsonNode::asInt)
                    .toList();
        }

        private static int portNamed(String name) {
            return stream(CONTAINER.path("ports"))
                    .filter(port -> port.path("name").asText().equals(name))
                    .map(port -> port.path("containerPort").asInt())
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    class Hardening {

        @Test
        void nothingRunsAsRoot() {
            assertThat(POD.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(POD.at("/securityContext/runAsUser").asInt()).isPositive();
        }

        /** Kubernetes can verify {@code runAsNonRoot} only if the image names its user by number. */
        @Test
        void theImagesUserIsTheOneOfThePod() {
            int user = POD.at("/securityContext/runAsUser").asInt();
            assertThat(dockerfiles())
                    .allSatisfy(file -> assertThat(text(file)).containsPattern("(?m)^USER " + user + "(:\\d+)?$"));
        }

        @Test
        void theContainerCanChangeNothing() {
            JsonNode context = CONTAINER.path("securityContext");
            assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(texts(context.at("/capabilities/drop"))).containsExactly("ALL");
            assertThat(context.at("/capabilities/add").isMissingNode()).isTrue();
            assertThat(POD.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        }

        @Test
        void theOnlyWritableFolderIsTmp() {
            assertThat(CONTAINER.path("volumeMounts").findValues("mountPath"))
                    .extracting(JsonNode::asText)
                    .containsExactly("/tmp");
            assertThat(POD.at("/volumes/0/emptyDir").isObject()).isTrue();
        }

        @Test
        void thePodHoldsNoTokenOfTheCluster() {
            JsonNode account = yaml(BASE.resolve("service-account.yaml"));
            assertThat(POD.path("serviceAccountName")).isEqualTo(account.at("/metadata/name"));
            assertThat(POD.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(account.path("automountServiceAccountToken").asBoolean(true))
                    .isFalse();
        }
    }

    @Nested
    class Upgrade {

        @Test
        void neverTakesAPodBeforeItsSuccessorIsReady() {
            assertThat(DEPLOYMENT.at("/spec/strategy/rollingUpdate/maxUnavailable"))
                    .hasToString("0");
            assertThat(DEPLOYMENT.at("/spec/replicas").asInt()).isGreaterThan(1);
        }

        @Test
        void leavesTimeForOpenRequests() {
            Duration notice = Duration.ofSeconds(
                    CONTAINER.at("/lifecycle/preStop/sleep/seconds").asInt());
            Duration timeout = Duration.parse(configured("QUARKUS_SHUTDOWN_TIMEOUT"));
            Duration grace =
                    Duration.ofSeconds(POD.path("terminationGracePeriodSeconds").asInt());

            assertThat(notice).isPositive();
            assertThat(notice.plus(timeout)).isLessThan(grace);
        }

        /**
         * Load balancers other than those of Kubernetes need a delay. Quarkus ignores the delay unless the build
         * enables it.
         */
        @Test
        void canBeDelayedByConfiguration() {
            assertThat(applicationProperties().getProperty("quarkus.shutdown.delay-enabled"))
                    .isEqualTo("true");
        }

        @Test
        void everySelectorMeansThePods() {
            JsonNode labels = DEPLOYMENT.at("/spec/template/metadata/labels");
            Stream<JsonNode> selectors = Stream.concat(
                    Stream.of(
                            DEPLOYMENT.at("/spec/selector/matchLabels"),
                            SERVICE.at("/spec/selector"),
                            yaml(BASE.resolve("pod-disruption-budget.yaml")).at("/spec/selector/matchLabels"),
                            yaml(BASE.resolve("network-policy.yaml")).at("/spec/podSelector/matchLabels")),
                    POD.path("topologySpreadConstraints").findValues("matchLabels").stream());

            assertThat(selectors)
                    .hasSizeGreaterThan(4)
                    .allSatisfy(selector ->
                            assertThat(selector.properties()).isNotEmpty().isSubsetOf(labels.properties()));
        }
    }

    @Nested
    class Environment {

        @Test
        void namesOnlyWhatTheProgramReads() {
            assertThat(environment())
                    .isNotEmpty()
                    .isSubsetOf(union(environmentOf(GatehouseConfig.class), quarkusRunTimeEnvironment()));
        }

        @Test
        void secretsAreReadUnderTheirOwnNames() {
            assertThat(CONTAINER.path("env")).isNotEmpty().allSatisfy(variable -> {
                assertThat(variable.has("value")).isFalse();
                assertThat(variable.at("/valueFrom/secretKeyRef/name").asText()).isEqualTo("gatehouse");
                assertThat(variable.at("/valueFrom/secretKeyRef/key")).isEqualTo(variable.path("name"));
            });
        }

        /** Without the database and the encryption key, a pod would create its own, which other pods don't know. */
        @Test
        void databaseAndEncryptionKeyAreNeverOptional() {
            assertThat(stream(CONTAINER.path("env"))
                            .filter(variable -> !variable.at("/valueFrom/secretKeyRef/optional")
                                    .asBoolean())
                            .map(variable -> variable.path("name").asText()))
                    .containsExactlyInAnyOrder(
                            "QUARKUS_DATASOURCE_JDBC_URL",
                            "QUARKUS_DATASOURCE_USERNAME",
                            "QUARKUS_DATASOURCE_PASSWORD",
                            "GATEHOUSE_ENCRYPTION_KEY");
        }

        @Test
        void forwardedAddressesAreTakenFromNamedProxiesOnly() {
            assertThat(configured("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING"))
                    .isEqualTo("true");
            assertThat(configured("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES"))
                    .isNotBlank()
                    .doesNotContain("0.0.0.0/0", "::/0");
        }

        /** With service links, a Service named gatehouse would add {@code GATEHOUSE_PORT} to the configuration. */
        @Test
        void holdsNoServiceLinks() {
            assertThat(POD.path("enableServiceLinks").asBoolean(true)).isFalse();
        }

        @Test
        void isReadFromTheGeneratedConfigMap() {
            assertThat(CONTAINER.at("/envFrom/0/configMapRef/name"))
                    .isEqualTo(yaml(BASE.resolve("kustomization.yaml")).at("/configMapGenerator/0/name"));
        }

        private static Set<String> environment() {
            Stream<String> fromMaps =
                    kustomizations().flatMap(file -> literals(file).map(literal -> key(literal)));
            Stream<String> fromSecret = stream(CONTAINER.path("env"))
                    .map(variable -> variable.path("name").asText());
            return Stream.concat(fromMaps, fromSecret).collect(toSet());
        }

        private static Set<String> environmentOf(Class<?> mapping) {
            return ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet().stream()
                    .map(property -> StringUtil.replaceNonAlphanumericByUnderscores(property)
                            .toUpperCase(Locale.ROOT))
                    .collect(toSet());
        }

        /** Returns the environment variables of Quarkus, which each extension's jar describes. */
        private static Set<String> quarkusRunTimeEnvironment() {
            Set<String> names = new HashSet<>();
            resources("META-INF/quarkus-config-doc/quarkus-config-model.json")
                    .forEach(model -> json(model).findParents("path").stream()
                            .filter(property -> property.path("phase").asText().equals("RUN_TIME"))
                            .forEach(property -> names.add(
                                    property.at("/path/environmentVariable").asText())));
            return names;
        }
    }

    @Nested
    class Images {

        @Test
        void startTheProgramWithoutAShellAround() {
            assertThat(dockerfiles()).allSatisfy(file -> assertThat(text(file)).containsPattern("\nENTRYPOINT \\["));
            assertThat(text(Path.of("src/main/docker/Dockerfile.jvm"))).contains("exec java ", "$JAVA_OPTS");
        }

        @Test
        void keepTheirDataInAVolume() {
            assertThat(dockerfiles())
                    .allSatisfy(file ->
                            assertThat(text(file)).contains("\nENV GATEHOUSE_DATA_DIR=/data", "\nVOLUME /data\n"));
        }

        /**
         * By default the demo listens only on a loopback address, which is not reachable from outside the container.
         */
        @Test
        void areReachedThroughAPublishedPort() {
            assertThat(dockerfiles())
                    .allSatisfy(file -> assertThat(text(file)).containsPattern("QUARKUS_HTTP_HOST=0\\.0\\.0\\.0"));
        }

        @Test
        void copyOnlyWhatTheBuildContextHolds() {
            Pattern copy = Pattern.compile("(?m)^COPY (?:--\\S+ )*(\\S+) \\S+$");
            Set<String> allowed = text(Path.of(".dockerignore"))
                    .lines()
                    .filter(line -> line.startsWith("!"))
                    .map(line -> line.substring(1).replaceAll("\\*$", ""))
                    .collect(toSet());
            assertThat(dockerfiles().stream()
                            .flatMap(file -> copy.matcher(text(file)).results().map(copied -> copied.group(1))))
                    .isNotEmpty()
                    .allMatch(source -> allowed.stream().anyMatch(source::startsWith));
        }
    }

    static Stream<Path> manifests() {
        return walk(KUBERNETES, file -> file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
                .stream();
    }

    static Stream<Path> kustomizations() {
        return walk(KUBERNETES, file -> file.endsWith("kustomization.yaml")).stream();
    }

    private static List<Path> dockerfiles() {
        return walk(
                Path.of("src/main/docker"),
                file -> file.getFileName().toString().startsWith("Dockerfile"));
    }

    private static Set<String> yamlFilesIn(Path folder) {
        return manifests()
                .filter(file -> file.resolveSibling("").equals(folder))
                .map(file -> file.getFileName().toString())
                .collect(toSet());
    }

    private static int httpPort() {
        return Integer.parseInt(applicationProperties().getProperty("quarkus.http.port", "8080"));
    }

    private static int managementPort() {
        return Integer.parseInt(applicationProperties().getProperty("quarkus.management.port", "9000"));
    }

    private static String configured(String name) {
        return literals(BASE.resolve("kustomization.yaml"))
                .filter(literal -> key(literal).equals(name))
                .map(literal -> literal.substring(name.length() + 1))
                .collect(joining());
    }

    private static Stream<String> literals(Path kustomization) {
        return stream(yaml(kustomization).path("configMapGenerator")).flatMap(map -> texts(map.path("literals")));
    }

    private static String key(String literal) {
        return literal.substring(0, literal.indexOf('='));
    }

    private static Properties applicationProperties() {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(toSet());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return array.valueStream();
    }

    private static Stream<String> texts(JsonNode array) {
        return stream(array).map(JsonNode::asText);
    }

    private static List<Path> walk(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<URL> resources(String name) {
        try {
            return Collections.list(DeploymentFilesTest.class.getClassLoader().getResources(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode yaml(Path file) {
        try {
            return YAML.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(URL url) {
        try (InputStream in = url.openStream()) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
