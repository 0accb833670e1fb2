// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.http.HttpMethods;
import io.quarkus.qute.TemplateExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Options that several pages offer. */
@Named("choices")
@ApplicationScoped
public class Choices {

    /** Returns the HTTP methods that scopes can cover and services can accept. */
    public List<String> methods() {
        return HttpMethods.KNOWN;
    }

    /** Encodes a text for a URL. */
    @TemplateExtension
    static String urlEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
