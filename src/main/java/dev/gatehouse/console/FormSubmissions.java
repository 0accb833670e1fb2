// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.http.Language;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.QuotaExceededException;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Runs the admin API calls of forms. A rejected form is shown again with error messages next to its fields. After a
 * conflicting change by another user, the form shows both values. User input is never lost.
 */
@ApplicationScoped
public class FormSubmissions {
    private static final int GONE = 404;
    private static final int CHANGED = 412;

    private final Preconditions preconditions;
    private final Language language;

    FormSubmissions(Preconditions preconditions, Language language) {
        this.preconditions = preconditions;
        this.language = language;
    }

    /** Runs a call that creates a resource or needs no version. */
    public <T> RestResponse<?> create(
            Form form, Supplier<T> call, Function<T, RestResponse<?>> done, Function<Form, RestResponse<?>> again) {
        try {
            return done.apply(call.get());
        } catch (ProblemException refusal) {
            return again.apply(form.refused(unlessNotFound(refusal).problem(), language));
        } catch (BusyException busy) {
            return ConsoleResponses.busy(again.apply(form.failed(texts().busy())));
        } catch (QuotaExceededException refusal) {
            return ConsoleResponses.overQuota(again.apply(form.failed(language.text(refusal.reason()))), refusal);
        }
    }

    /**
     * Runs a call that changes a resource, if its version is still that of the form.
     *
     * @param current the form with the current values
     */
    public <T> RestResponse<?> change(
            Form form,
            Supplier<T> call,
            Function<T, RestResponse<?>> done,
            Supplier<Form> current,
            Function<Form, RestResponse<?>> again) {
        try {
            preconditions.demand(form.version());
            return done.apply(call.get());
        } catch (ProblemException refusal) {
            var problem = unlessNotFound(refusal).problem();
            return again.apply(
                    problem.status() == CHANGED ? form.overtakenBy(current.get()) : form.refused(problem, language));
        } catch (OptimisticLockException overtaken) {
            return again.apply(form.overtakenBy(current.get()));
        } catch (BusyException busy) {
            return ConsoleResponses.busy(again.apply(form.failed(texts().busy())));
        }
    }

    /**
     * Deletes a resource after a confirmation.
     *
     * @param version the entity tag of the confirmed resource
     * @param list the page to redirect to
     * @param again the confirmation page with an error message
     */
    public RestResponse<?> delete(
            @Nullable String version, Runnable call, String list, Function<String, TemplateInstance> again) {
        return confirm(
                version,
                Labels.NONE,
                call,
                () -> ConsoleResponses.done(Notice.DELETED, list),
                problem -> ConsoleResponses.refused(again.apply(problem)));
    }

    /**
     * Runs a call after a confirmation. An error is shown on the confirmation page.
     *
     * @param version the entity tag of the confirmed resource
     * @param labels the labels of the resource's form, for the error message
     */
    public RestResponse<?> confirm(
            @Nullable String version,
            Labels labels,
            Runnable call,
            Supplier<RestResponse<?>> done,
            Function<String, RestResponse<?>> again) {
        return confirm(
                labels,
                () -> {
                    preconditions.demand(version);
                    call.run();
                },
                done,
                again);
    }

    /** Runs a call after a confirmation, for a resource without a version. */
    public RestResponse<?> confirm(
            Runnable call, Supplier<RestResponse<?>> done, Function<String, RestResponse<?>> again) {
        return confirm(Labels.NONE, call, done, again);
    }

    private RestResponse<?> confirm(
            Labels labels, Runnable call, Supplier<RestResponse<?>> done, Function<String, RestResponse<?>> again) {
        try {
            call.run();
            return done.get();
        } catch (ProblemException refusal) {
            return again.apply(Form.sentence(unlessNotFound(refusal).problem(), labels, language));
        } catch (OptimisticLockException overtaken) {
            return again.apply(language.text(CommonErrors.concurrentChange()));
        }
    }

    /**
     * Runs a call that removes a thing. A thing that no longer exists, for example after a double click, is no failure.
     *
     * @return whether the thing existed
     */
    public static boolean unlessGone(Runnable call) {
        try {
            call.run();
            return true;
        } catch (ProblemException refusal) {
            if (refusal.problem().status() != GONE) {
                throw refusal;
            }
            return false;
        }
    }

    private ConsoleMessages texts() {
        return language.texts(ConsoleMessages.class);
    }

    /** Rethrows the error of a deleted resource, whose form cannot be shown. */
    private static ProblemException unlessNotFound(ProblemException refusal) {
        if (refusal.problem().status() == GONE) {
            throw refusal;
        }
        return refusal;
    }
}
