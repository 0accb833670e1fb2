// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/**
 * A program that gets a token by one grant and calls a service with it, complete as it stands.
 *
 * @param grantType its wire name
 * @param title for people
 */
@RegisterForReflection
@TemplateData
public record Snippet(Language language, String grantType, String title, String code) {

    /** The programming language of a code sample. */
    public enum Language {
        CURL("curl"),
        JAVASCRIPT("JavaScript"),
        JAVA("Java"),
        PYTHON("Python"),
        CSHARP("C#"),
        GO("Go");

        private final String title;

        Language(String title) {
            this.title = title;
        }

        /** As people write it. */
        public String title() {
            return title;
        }

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
