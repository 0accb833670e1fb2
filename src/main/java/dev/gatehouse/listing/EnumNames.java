// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.listing;

import io.quarkus.qute.TemplateExtension;

/** Names of enum constants in templates, without reflection. */
@TemplateExtension
final class EnumNames {
    private EnumNames() {}

    static String name(Enum<?> constant) {
        return constant.name();
    }
}
