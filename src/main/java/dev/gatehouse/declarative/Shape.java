// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a value of a document may be. The shapes of objects are those of the inputs of the admin API. */
sealed interface Shape {

    /** A text. */
    record Text() implements Shape {}

    /** A whole number of 32 bits. */
    record Whole() implements Shape {}

    /** True or false. */
    record Flag() implements Shape {}

    /** One of the constants of an enum. */
    record OneOf(List<String> names) implements Shape {
        public OneOf {
            names = List.copyOf(names);
        }
    }

    /** A list. */
    record ListOf(Shape items) implements Shape {}

    /**
     * A reference to a secret, never the secret itself.
     *
     * @param mayBeHash whether the digest of the secret is allowed too
     */
    record SecretReference(boolean mayBeHash) implements Shape {
        /** Returns the allowed forms. */
        List<String> forms() {
            return mayBeHash ? List.of("env", "file", "hash") : List.of("env", "file");
        }
    }

    /**
     * An object.
     *
     * @param name the name of the schema of the object
     * @param fields the fields in their order
     * @param required the fields that identify the object
     */
    record Fields(String name, Map<String, Shape> fields, Set<String> required) implements Shape {
        public Fields {
            fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            required = Set.copyOf(required);
        }

        /** Returns the shape with other required fields. */
        Fields requiring(String... names) {
            return new Fields(name, fields, Set.of(names));
        }

        /** Returns the shape with a field, which replaces a field of the same name and otherwise comes first. */
        Fields with(String field, Shape shape) {
            var more = new LinkedHashMap<String, Shape>();
            if (!fields.containsKey(field)) {
                more.put(field, shape);
            }
            fields.forEach((known, old) -> more.put(known, known.equals(field) ? shape : old));
            return new Fields(name, more, required);
        }

        /** Returns the shape without a field. */
        Fields without(String field) {
            var fewer = new LinkedHashMap<>(fields);
            fewer.remove(field);
            return new Fields(name, fewer, required);
        }

        Fields named(String other) {
            return new Fields(other, fields, required);
        }
    }

    /** Returns the shape of an input. */
    static Fields of(Class<? extends Record> input) {
        var fields = new LinkedHashMap<String, Shape>();
        Arrays.stream(input.getRecordComponents())
                .forEach(component -> fields.put(component.getName(), of(component.getGenericType())));
        var outer = input.getEnclosingClass();
        var name =
                input.getSimpleName().equals("Input") && outer != null ? outer.getSimpleName() : input.getSimpleName();
        return new Fields(name.replaceFirst("Input$", ""), fields, Set.of());
    }

    private static Shape of(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new ListOf(of(list.getActualTypeArguments()[0]));
        }
        if (type == String.class || type == UUID.class) {
            return new Text();
        }
        if (type == Integer.class || type == int.class) {
            return new Whole();
        }
        if (type == Boolean.class || type == boolean.class) {
            return new Flag();
        }
        if (type instanceof Class<?> other && other.isEnum()) {
            return new OneOf(Arrays.stream(other.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList());
        }
        if (type instanceof Class<?> other && other.isRecord()) {
            return of(other.asSubclass(Record.class));
        }
        throw new IllegalStateException("no form in configuration files for " + type);
    }
}
