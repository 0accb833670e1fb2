// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.PageErrors;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** The language of pages: the available language that the browser prefers most, or English. */
@Singleton
public class Language {
    private static final Locale DEFAULT = Locale.ENGLISH;

    /**
     * The maximum length of {@code Accept-Language} that is parsed. Browsers send less, and parsing a header of the
     * maximum size takes most of a second.
     */
    private static final int MAX_WISHES = 500;

    /** The languages with complete {@code messages/*_xx.properties} files. */
    private static final List<Locale> KNOWN = List.of(DEFAULT, Locale.GERMAN);

    private final CurrentVertxRequest request;

    Language(CurrentVertxRequest request) {
        this.request = request;
    }

    void configure(@Observes EngineBuilder engine) {
        engine.addTemplateInstanceInitializer(template -> template.setAttribute(TemplateInstance.LOCALE, preferred()));
    }

    /** Returns a message bundle in the language of the current request, for texts outside templates. */
    public <T> T texts(Class<T> bundle) {
        var locale = preferred();
        return locale.equals(DEFAULT)
                ? MessageBundles.get(bundle)
                : MessageBundles.get(bundle, Localized.Literal.of(locale.toLanguageTag()));
    }

    /** An error in the language of the request that is being answered. */
    public String text(ErrorText error) {
        return error.in(preferred());
    }

    /** The error of a field, in the language of the request that is being answered and in the words of pages. */
    public String text(FieldError error) {
        return text(PageErrors.of(error));
    }

    /** Returns the language of the current request. */
    public Locale preferred() {
        var routing = request.getCurrent();
        var header = routing == null ? null : routing.request().getHeader("Accept-Language");
        if (header == null || header.length() > MAX_WISHES) {
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
