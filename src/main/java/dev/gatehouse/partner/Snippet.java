// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/**
 * A complete program that gets a token by one grant and calls a service.
 *
 * @param grantType the wire name of the grant
 * @param title the title for display
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

        /** Returns the name for display. */
        public String title() {
            return title;
        }

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
