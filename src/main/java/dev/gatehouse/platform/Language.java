package dev.gatehouse.platform;

import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** The language that pages are written in: of those there are, the one that the browser likes best, else English. */
@Singleton
class Language {
    private static final Locale DEFAULT = Locale.ENGLISH;

    /** Those for which there is a complete {@code messages/*_xx.properties}. */
    private static final List<Locale> KNOWN = List.of(DEFAULT, Locale.GERMAN);

    private final CurrentVertxRequest request;

    Language(CurrentVertxRequest request) {
        this.request = request;
    }

    void configure(@Observes EngineBuilder engine) {
        engine.addTemplateInstanceInitializer(template -> template.setAttribute(TemplateInstance.LOCALE, preferred()));
    }

    private Locale preferred() {
        var routing = request.getCurrent();
        var header = routing == null ? null : routing.request().getHeader("Accept-Language");
        if (header == null) {
            return DEFAULT;
        }
        try {
            var best = Locale.lookup(Locale.LanguageRange.parse(header), KNOWN);
            return best == null ? DEFAULT : best;
        } catch (IllegalArgumentException malformed) {
            return DEFAULT;
        }
    }
}
