// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.quarkus.qute.CompletedStage;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Results;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.ValueResolver;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/**
 * Fails every page that shows a value which Qute finds only by reflection. A native executable has no such reflection,
 * so the page would fail with status 500 there.
 */
@Singleton
final class NoReflectionInTemplates {

    void guard(@Observes EngineBuilder engine) {
        engine.addValueResolver(new Guard());
    }

    /** A resolver that Qute asks after all others, just before its own {@link ReflectionValueResolver}. */
    private static final class Guard implements ValueResolver {
        private final ReflectionValueResolver reflection = new ReflectionValueResolver();

        @Override
        public int getPriority() {
            return reflection.getPriority() + 1;
        }

        @Override
        public boolean appliesTo(EvalContext context) {
            return reflection.appliesTo(context);
        }

        @Override
        public CompletionStage<Object> resolve(EvalContext context) {
            return reflection
                    .resolve(context)
                    .thenCompose(value -> Results.isNotFound(value)
                            ? Results.notFound(context)
                            : CompletedStage.failure(new TemplateException(
                                    context.getBase().getClass().getName() + "." + context.getName()
                                            + " is found by reflection only, which a native executable lacks:"
                                            + " annotate the type with @TemplateData")));
        }
    }
}
