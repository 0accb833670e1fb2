package dev.gatehouse.console;

import dev.gatehouse.platform.BusyException;
import dev.gatehouse.platform.CommonErrors;
import dev.gatehouse.platform.Language;
import dev.gatehouse.platform.Preconditions;
import dev.gatehouse.platform.ProblemException;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what a form asks for. What the admin API refuses comes back as the same form with what is wrong beside its
 * fields; what somebody else has changed meanwhile comes back beside what the person has typed. Nothing typed is lost.
 */
@ApplicationScoped
public class Submissions {
    private static final int GONE = 404;
    private static final int CHANGED = 412;

    private final Preconditions preconditions;
    private final Language language;

    Submissions(Preconditions preconditions, Language language) {
        this.preconditions = preconditions;
        this.language = language;
    }

    /** Makes something new, or does what needs no version. */
    public <T> RestResponse<?> create(
            Form form, Supplier<T> call, Function<T, RestResponse<?>> done, Function<Form, RestResponse<?>> again) {
        try {
            return done.apply(call.get());
        } catch (ProblemException refusal) {
            return again.apply(form.refused(worthShowing(refusal).problem(), language));
        } catch (BusyException busy) {
            return Answers.busy(again.apply(form.failed(texts().busy())));
        }
    }

    /**
     * Changes what is there, if it is still as the form showed it.
     *
     * @param current the form as it would be filled now
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
            var problem = worthShowing(refusal).problem();
            return again.apply(
                    problem.status() == CHANGED ? form.overtakenBy(current.get()) : form.refused(problem, language));
        } catch (OptimisticLockException overtaken) {
            return again.apply(form.overtakenBy(current.get()));
        } catch (BusyException busy) {
            return Answers.busy(again.apply(form.failed(texts().busy())));
        }
    }

    /**
     * Deletes something after a confirmation.
     *
     * @param version the entity tag of what was confirmed
     * @param list where it goes on
     * @param again the page that asks, with why it was refused
     */
    public RestResponse<?> delete(
            @Nullable String version, Runnable call, String list, Function<String, TemplateInstance> again) {
        return confirm(
                version,
                Labels.NONE,
                call,
                () -> Answers.done(Notice.DELETED, list),
                problem -> Answers.refused(again.apply(problem)));
    }

    /**
     * Does something after a confirmation; a refusal is shown on the page that asked for it.
     *
     * @param version the entity tag of what was confirmed
     * @param labels of the form in which the thing is changed otherwise
     */
    RestResponse<?> confirm(
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

    /** The same for what has no version. */
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
            return again.apply(Form.sentence(worthShowing(refusal).problem(), labels, language));
        } catch (OptimisticLockException overtaken) {
            return again.apply(language.text(CommonErrors.changedMeanwhile()));
        }
    }

    private ConsoleMessages texts() {
        return language.texts(ConsoleMessages.class);
    }

    /** What is gone has no form to be shown in. */
    private static ProblemException worthShowing(ProblemException refusal) {
        if (refusal.problem().status() == GONE) {
            throw refusal;
        }
        return refusal;
    }
}
