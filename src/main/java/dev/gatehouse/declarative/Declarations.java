// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.database.AdvisoryLock;
import dev.gatehouse.declarative.Executions.ChangedIssuer;
import dev.gatehouse.declarative.Executions.Refused;
import dev.gatehouse.declarative.Executions.Result;
import dev.gatehouse.declarative.PlanReport.Action;
import dev.gatehouse.declarative.PlanReport.Warning;
import dev.gatehouse.issuer.IssuerResource;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans and applies descriptions, one at a time in the whole deployment. Everything that an apply changes is one
 * transaction. The errors of all objects are found before anything is reported: after an error, another execution
 * passes over the object and looks for more.
 */
@ApplicationScoped
class Declarations {
    /** The actor of the changes in the audit log. */
    static final String ACTOR = "configuration";

    /** The maximum number of executions that look for more errors. */
    private static final int MAX_ROUNDS = 20;

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Executions executions;
    private final AdvisoryLock lock;
    private final AppliedConfigurations applied;
    private final IssuerResource issuers;
    private final Preconditions preconditions;
    private final AuditLog audit;

    Declarations(
            Executions executions,
            AdvisoryLock lock,
            AppliedConfigurations applied,
            IssuerResource issuers,
            Preconditions preconditions,
            AuditLog audit) {
        this.executions = executions;
        this.lock = lock;
        this.applied = applied;
        this.issuers = issuers;
        this.preconditions = preconditions;
        this.audit = audit;
    }

    /** What to do with a description. */
    enum Purpose {
        /** Report the changes, and make none. */
        PLAN,
        /** Make the changes that a request asks for. Existing objects do not become managed. */
        REQUEST,
        /** Make the changes of the configuration directory. Existing objects that it describes become managed. */
        DIRECTORY
    }

    /**
     * Plans or applies a description.
     *
     * @param self the address of this server; null: unknown
     * @param requester who asks, for the audit log
     * @throws ProblemException with all errors; then nothing is changed
     */
    PlanReport run(Description description, Purpose purpose, @Nullable String self, String requester) {
        return new Run(description, purpose, self, requester).run();
    }

    /** Ends the transaction of a plan, which is rolled back. */
    private static final class Planned extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Result result;

        Planned(Result result) {
            super(null, null, false, false);
            this.result = result;
        }
    }

    /** A plan or an apply, in one or several transactions of which at most the last one is committed. */
    private final class Run {
        private final Description description;
        private final Purpose purpose;
        private final @Nullable String self;
        private final String requester;
        private final Set<Entry> skipped = new HashSet<>();
        private final List<FieldError> errors = new ArrayList<>();
        private final Map<Entry, List<ErrorText>> asked = new HashMap<>();
        private boolean onlyConflicts = true;

        Run(Description description, Purpose purpose, @Nullable String self, String requester) {
            this.description = description;
            this.purpose = purpose;
            this.self = self;
            this.requester = requester;
        }

        PlanReport run() {
            for (var round = 0; round < MAX_ROUNDS || errors.isEmpty(); round++) {
                try {
                    return QuarkusTransaction.requiringNew()
                            .timeout((int) LONGEST.toSeconds())
                            .call(this::transaction);
                } catch (Refused refused) {
                    errors.addAll(refused.errors());
                    onlyConflicts &= refused.errors().isEmpty() || refused.isConflict();
                    var entry = refused.entry();
                    if (entry == null) {
                        break;
                    }
                    skipped.add(entry);
                } catch (Planned planned) {
                    var unasked = planned.result.issuers().stream()
                            .filter(issuer -> !asked.containsKey(issuer.entry()))
                            .toList();
                    if (unasked.isEmpty()) {
                        if (errors.isEmpty()) {
                            return warned(planned.result.report());
                        }
                        break;
                    }
                    unasked.forEach(this::ask);
                }
            }
            throw onlyConflicts
                    ? ProblemException.conflict(errors.getFirst().message(), errors)
                    : ProblemException.invalid(errors);
        }

        private PlanReport transaction() {
            lock.take(AdvisoryLock.Work.CONFIGURATION_FILES);
            // While errors are collected, an object with errors must not count as no longer described.
            var wanted =
                    errors.isEmpty() && skipped.isEmpty() ? description : new Description(null, description.entries());
            var result =
                    ManagedObjects.apply(purpose == Purpose.DIRECTORY, () -> executions.run(wanted, self, skipped));
            var allAsked = result.issuers().stream().map(ChangedIssuer::entry).allMatch(asked::containsKey);
            if (!errors.isEmpty() || !allAsked) {
                throw new Planned(result);
            }
            var report = result.report();
            preconditions.check(report::asPlan);
            if (purpose == Purpose.PLAN) {
                throw new Planned(result);
            }
            if (purpose == Purpose.DIRECTORY) {
                applied.note();
            }
            if (!report.changesNothing()) {
                audit.record(AuditEvent.success(AuditAction.CONFIGURATION_APPLIED)
                        .by(requester)
                        .detail(DeclarativeDetails.counts(
                                report.count(Action.CREATE),
                                report.count(Action.CHANGE),
                                report.count(Action.DELETE))));
            }
            return warned(report).asApplied();
        }

        /** Asks an issuer before it is trusted, between two transactions. */
        private void ask(ChangedIssuer issuer) {
            var entry = issuer.entry();
            asked.put(entry, List.of());
            try {
                asked.put(
                        entry,
                        issuers.check(
                                issuer.id(), issuer.input(), Objects.requireNonNullElse(self, "http://localhost")));
            } catch (ProblemException e) {
                e.problem().errors().forEach(error -> errors.add(entry.error(error)));
                onlyConflicts = false;
                skipped.add(entry);
            }
        }

        private PlanReport warned(PlanReport report) {
            var warnings = new ArrayList<>(report.warnings());
            asked.forEach((entry, found) -> found.forEach(
                    warning -> warnings.add(new Warning(entry.kind().word(), entry.text("issuer"), warning))));
            return report.with(warnings);
        }
    }
}
