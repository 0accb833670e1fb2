// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Weigher;
import io.quarkus.caffeine.runtime.graal.CacheConstructorsFeature;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The Caffeine caches in the bytecode of Gatehouse. For each combination of settings, Caffeine loads two generated
 * classes by name. A native executable contains these classes only if they are registered for reflection.
 */
class NativeCachesTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final String CAFFEINE = "com/github/benmanes/caffeine/cache/Caffeine";
    private static final String GENERATED = "com.github.benmanes.caffeine.cache.";

    private static List<Configured> caches = List.of();
    private static Set<String> registered = Set.of();

    /** The settings of a cache: one chain of calls from {@code newBuilder} to {@code build}. */
    private record Configured(String where, List<InvokeInstruction> settings, boolean async) {

        /** Returns the names of the two classes that Caffeine loads, or none for an unbounded cache. */
        List<String> generatedClasses() throws ReflectiveOperationException {
            Caffeine<?, ?> builder = Caffeine.newBuilder();
            for (InvokeInstruction setting : settings) {
                apply(setting, builder);
            }
            if (settings.stream().noneMatch(setting -> bounds(setting.name().stringValue()))) {
                return List.of();
            }
            return List.of(
                    GENERATED + className("LocalCacheFactory", builder),
                    GENERATED + className("NodeFactory", builder, async));
        }

        private static boolean bounds(String setting) {
            return setting.matches("maximum.*|expire.*|refresh.*|weak.*|soft.*");
        }

        private static String className(String factory, Object... arguments) throws ReflectiveOperationException {
            Method named = Arrays.stream(Class.forName(GENERATED + factory).getDeclaredMethods())
                    .filter(method -> method.getName().equals("getClassName"))
                    .findAny()
                    .orElseThrow();
            named.setAccessible(true);
            return (String) named.invoke(null, arguments);
        }

        private static void apply(InvokeInstruction setting, Caffeine<?, ?> builder)
                throws IllegalAccessException, InvocationTargetException {
            Method method = Arrays.stream(Caffeine.class.getDeclaredMethods())
                    .filter(candidate ->
                            candidate.getName().equals(setting.name().stringValue()) && describes(setting, candidate))
                    .findAny()
                    .orElseThrow();
            method.invoke(
                    builder,
                    Arrays.stream(method.getParameterTypes())
                            .map(Configured::argument)
                            .toArray());
        }

        private static boolean describes(InvokeInstruction setting, Method method) {
            return setting.typeSymbol().parameterList().stream()
                    .map(type -> type.descriptorString())
                    .toList()
                    .equals(Arrays.stream(method.getParameterTypes())
                            .map(Class::descriptorString)
                            .toList());
        }

        private static @Nullable Object argument(Class<?> type) {
            if (type == long.class) {
                return 1L;
            } else if (type == int.class) {
                return 1;
            } else if (type == Duration.class) {
                return Duration.ofMinutes(1);
            } else if (type == Expiry.class) {
                return Expiry.creating((key, value) -> Duration.ofMinutes(1));
            } else if (type == Weigher.class) {
                return Weigher.singletonWeigher();
            } else if (type.isInterface()) {
                return Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
            }
            throw new AssertionError("no test value for the argument type " + type);
        }
    }

    @BeforeAll
    static void readProgram() throws IOException, ClassNotFoundException {
        var found = new ArrayList<Configured>();
        var names = new TreeSet<>(Arrays.asList(CacheConstructorsFeature.typesNeedingConstructorsRegistered()));
        List<Path> files;
        try (Stream<Path> tree = Files.walk(CLASSES)) {
            files = tree.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            ClassModel model = ClassFile.of().parse(file);
            for (MethodModel method : model.methods()) {
                found.addAll(configuredIn(model, method));
            }
            var name = model.thisClass().asInternalName().replace('/', '.');
            var registration = Class.forName(name, false, NativeCachesTest.class.getClassLoader())
                    .getAnnotation(RegisterForReflection.class);
            if (registration != null) {
                names.addAll(Arrays.asList(registration.classNames()));
            }
        }
        caches = found;
        registered = names;
    }

    private static List<Configured> configuredIn(ClassModel owner, MethodModel method) {
        var found = new ArrayList<Configured>();
        var where = owner.thisClass().asInternalName() + "." + method.methodName();
        List<InvokeInstruction> settings = null;
        var code = method.code();
        if (code.isEmpty()) {
            return found;
        }
        for (var element : code.get()) {
            if (!(element instanceof InvokeInstruction call
                    && call.owner().asInternalName().equals(CAFFEINE))) {
                continue;
            }
            var name = call.name().stringValue();
            if (name.equals("newBuilder")) {
                settings = new ArrayList<>();
            } else if (settings == null) {
                throw new AssertionError(where + " continues the configuration of a cache from another method:"
                        + " configure the cache in one method, so that this test can read the settings");
            } else if (name.startsWith("build")) {
                found.add(new Configured(where, settings, name.equals("buildAsync")));
                settings = null;
            } else {
                settings.add(call);
            }
        }
        if (settings != null) {
            throw new AssertionError(where + " configures a cache without building the cache:"
                    + " configure and build the cache in one method, so that this test can read the settings");
        }
        return found;
    }

    @Test
    void everyCacheHasItsGeneratedClassesInANativeExecutable() throws ReflectiveOperationException {
        assertThat(caches).hasSizeGreaterThan(5);
        var missing = new ArrayList<String>();
        for (Configured cache : caches) {
            for (String name : cache.generatedClasses()) {
                if (!registered.contains(name)) {
                    missing.add(cache.where() + " needs " + name);
                }
            }
        }
        assertThat(missing)
                .as("not registered by Quarkus: add @RegisterForReflection(classNames = …) to the class")
                .isEmpty();
    }

    @Test
    void everyRegisteredClassExists() throws ClassNotFoundException {
        for (String name : registered) {
            assertThat(Class.forName(name, false, NativeCachesTest.class.getClassLoader()))
                    .isNotNull();
        }
    }
}
