package dev.gatehouse.console;

import dev.gatehouse.http.HttpMethods;
import io.quarkus.qute.TemplateExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What several pages let people choose from. */
@Named("choices")
@ApplicationScoped
public class Choices {

    /** The methods that a scope can cover and a service answer to. */
    public List<String> methods() {
        return HttpMethods.KNOWN;
    }

    /** A text as part of an address. */
    @TemplateExtension
    static String urlEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
