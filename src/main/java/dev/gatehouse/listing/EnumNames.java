package dev.gatehouse.listing;

import io.quarkus.qute.TemplateExtension;

/** The names of enum constants in templates, found without reflection. */
@TemplateExtension
final class EnumNames {
    private EnumNames() {}

    static String name(Enum<?> constant) {
        return constant.name();
    }
}
