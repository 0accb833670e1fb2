// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.PostgresResource;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Expression;
import io.quarkus.qute.ValueResolver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The value resolvers that Quarkus generates for templates. The resolver of a type in message parameters knows only the
 * members that the messages use. A JVM finds other members by reflection, but a native executable doesn't.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NativeTemplatesTest {
    private static final Path TEMPLATES = Path.of("src", "main", "resources", "templates");

    @Inject
    Engine engine;

    @Test
    void everyMemberThatATemplateMayNameHasAGeneratedResolver() throws ReflectiveOperationException, IOException {
        Set<String> used = namesInTemplates();
        assertThat(used).contains("title", "name");

        var missing = new TreeSet<String>();
        var known = 0;
        for (ValueResolver resolver : engine.getValueResolvers()) {
            if (!resolver.getClass().getName().endsWith("_ValueResolver")) {
                continue;
            }
            ClassModel generated = bytecode(resolver);
            for (Class<?> type : typesOf(generated)) {
                if (!type.getName().startsWith("dev.gatehouse.")) {
                    continue;
                }
                known++;
                Set<String> resolved = strings(generated);
                for (String member : members(type)) {
                    if (used.contains(member) && !resolved.contains(member)) {
                        missing.add(type.getName() + "." + member);
                    }
                }
            }
        }
        assertThat(known).isGreaterThan(50);
        assertThat(missing)
                .as("members that only reflection finds; annotate the types with" + " @TemplateData")
                .isEmpty();
    }

    private Set<String> namesInTemplates() throws IOException {
        var names = new HashSet<String>();
        try (Stream<Path> tree = Files.walk(TEMPLATES)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                var template = engine.getTemplate(TEMPLATES.relativize(file).toString());
                assertThat(template).as(file.toString()).isNotNull();
                template.getExpressions().forEach(expression -> collect(expression, names));
            }
        }
        return names;
    }

    private static void collect(Expression expression, Set<String> names) {
        for (Expression.Part part : expression.getParts()) {
            names.add(part.getName());
            if (part.isVirtualMethod()) {
                part.asVirtualMethod().getParameters().forEach(parameter -> collect(parameter, names));
            }
        }
    }

    private static ClassModel bytecode(ValueResolver resolver) throws IOException {
        var type = resolver.getClass();
        try (var stream =
                type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            assertThat(stream).as(type.getName()).isNotNull();
            return ClassFile.of().parse(stream.readAllBytes());
        }
    }

    /** Returns the types that the resolver compares a value's class with. */
    private static List<Class<?>> typesOf(ClassModel generated) throws ClassNotFoundException {
        var types = generated.methods().stream()
                .filter(method -> method.methodName().equalsString("appliesTo"))
                .flatMap(method -> method.code().orElseThrow().elementStream())
                .filter(ConstantInstruction.class::isInstance)
                .map(element -> ((ConstantInstruction) element).constantValue())
                .filter(ClassDesc.class::isInstance)
                .map(ClassDesc.class::cast)
                .collect(Collectors.toSet());
        var loaded = new java.util.ArrayList<Class<?>>();
        for (ClassDesc type : types) {
            var descriptor = type.descriptorString();
            if (descriptor.startsWith("L")) {
                loaded.add(Class.forName(
                        descriptor.substring(1, descriptor.length() - 1).replace('/', '.'),
                        false,
                        Thread.currentThread().getContextClassLoader()));
            }
        }
        return loaded;
    }

    private static Set<String> strings(ClassModel generated) {
        var strings = new HashSet<String>();
        generated.constantPool().forEach(entry -> {
            if (entry instanceof StringEntry string) {
                strings.add(string.stringValue());
            }
        });
        return strings;
    }

    private static Set<String> members(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() == type
                        && !Modifier.isStatic(method.getModifiers())
                        && method.getReturnType() != void.class)
                .map(Method::getName)
                .collect(Collectors.toSet());
    }
}
