// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator.entry;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Role;
import dev.gatehouse.account.SignedIn;
import dev.gatehouse.account.signin.Sessions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.database.Expiring;
import dev.gatehouse.http.BrowserCookies;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.StartupFailure;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The entries of operators into the console of the current tenant. A code is valid for {@link #CODE_LIFETIME} and one
 * use, which starts a session without an account. The session has a fixed lifetime
 * ({@code gatehouse.operator.entry-lifetime}). The session ends early when the operator leaves, when the session ends in
 * which the operator created the entry, and when the operator's account is deactivated or is no administrator.
 */
@ApplicationScoped
public class Entries implements PanacheRepositoryBase<StoredEntry, UUID>, Expiring {
    /** The time within which a code must be used. */
    public static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(8);
    private static final String COOKIE = "operator";
    private static final String OPEN = "secretHash = ?1 and enteredAt is null and expiresAt > ?2";
    private static final String ENTERED = "secretHash = ?1 and enteredAt is not null and expiresAt > ?2";

    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Secrets secrets;
    private final Accounts accounts;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Duration lifetime;

    Entries(
            CurrentTenant tenant,
            TimeSource time,
            Secrets secrets,
            Accounts accounts,
            Sessions sessions,
            AuditLog audit,
            GatehouseConfig config) {
        this.tenant = tenant;
        this.time = time;
        this.secrets = secrets;
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
        this.lifetime = config.operator().entryLifetime();
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new StartupFailure(
                    "gatehouse.operator.entry-lifetime must be from one minute (PT1M)" + " to eight hours (PT8H).");
        }
    }

    /** Checks the configuration at the start of the node. */
    void start(@Observes StartupEvent event) {}

    /**
     * Creates the code of an entry.
     *
     * @param tenantId the tenant to enter
     * @param operator the signed-in administrator of the operator's tenant
     * @param reason the reason, checked by the caller
     */
    public String create(String tenantId, SignedIn operator, String reason, boolean changes) {
        var code = secrets.next(Secrets.OPERATOR_ENTRY_PREFIX);
        var entry = new StoredEntry();
        entry.id = secrets.id();
        entry.secretHash = Sha256.of(code);
        entry.operatorAccount = operator.person().id();
        entry.operatorSession = operator.session();
        entry.operatorName = operator.person().username();
        entry.reason = reason;
        entry.changes = changes;
        entry.createdAt = time.now();
        entry.expiresAt = entry.createdAt.plus(CODE_LIFETIME);
        tenant.call(tenantId, () -> {
            QuarkusTransaction.requiringNew().run(() -> persist(entry));
            return entry;
        });
        return code;
    }

    /** Ends all entries into a tenant and invalidates all codes. */
    public void endAll(String tenantId) {
        tenant.call(tenantId, () -> QuarkusTransaction.requiringNew().call(this::deleteAll));
    }

    /** Returns the entry of a request, if the operator may still be in the console. */
    Optional<OperatorEntry> of(HttpServerRequest request) {
        return BrowserCookies.read(request, COOKIE)
                .flatMap(cookie -> stored(ENTERED, cookie))
                .filter(this::mayEnter)
                .map(OperatorEntry::of);
    }

    /** Returns the entry of an unused code, or empty. */
    Optional<OperatorEntry> open(String code) {
        return stored(OPEN, code).filter(this::mayEnter).map(OperatorEntry::of);
    }

    /**
     * Uses a code and starts the session. Only one use of a code succeeds.
     *
     * @return the cookie of the session; empty if there is no open entry with the code. The cookie is returned after the
     *     audit logs of both tenants have the event, so that no session can be used without.
     */
    Optional<NewCookie> enter(String code, HttpServerRequest request) {
        if (open(code).isEmpty()) {
            return Optional.empty();
        }
        var cookie = secrets.next("");
        var entered = QuarkusTransaction.requiringNew().call(() -> take(code, cookie));
        entered.ifPresent(entry -> recordForOperator(AuditAction.TENANT_ENTERED, entry, EntryDetails.entered(entry)));
        return entered.map(entry -> BrowserCookies.make(request, COOKIE, cookie));
    }

    private Optional<OperatorEntry> take(String code, String cookie) {
        var now = time.now();
        var end = now.plus(lifetime);
        var entry = find(OPEN, Sha256.of(code), now).firstResultOptional().map(OperatorEntry::of);
        // The row count decides between concurrent uses: the second one waits for the first one's commit.
        if (entry.isEmpty()
                || update(
                                "secretHash = ?1, enteredAt = ?2, expiresAt = ?3"
                                        + " where id = ?4 and enteredAt is null and expiresAt > ?2",
                                Sha256.of(cookie),
                                now,
                                end,
                                entry.get().id())
                        == 0) {
            return Optional.empty();
        }
        var entered = entry.get().until(end);
        record(AuditAction.TENANT_ENTERED, entered.actor(), tenant.id(), EntryDetails.entered(entered));
        return Optional.of(entered);
    }

    /** Ends the entry of the browser, if any, and returns the cookie that replaces the cookie of the session. */
    NewCookie leave(HttpServerRequest request) {
        BrowserCookies.read(request, COOKIE)
                .flatMap(cookie -> QuarkusTransaction.requiringNew().call(() -> end(cookie)))
                .ifPresent(entry -> recordForOperator(AuditAction.TENANT_LEFT, entry, EntryDetails.left(entry)));
        return BrowserCookies.forget(request, COOKIE);
    }

    private Optional<OperatorEntry> end(String cookie) {
        var entry = find(ENTERED, Sha256.of(cookie), time.now())
                .firstResultOptional()
                .map(OperatorEntry::of);
        if (entry.isEmpty() || delete("id", entry.get().id()) == 0) {
            return Optional.empty();
        }
        record(AuditAction.TENANT_LEFT, entry.get().actor(), tenant.id(), EntryDetails.left(entry.get()));
        return entry;
    }

    private Optional<StoredEntry> stored(String condition, String secret) {
        return QuarkusTransaction.requiringNew()
                .call(() -> find(condition, Sha256.of(secret), time.now()).firstResultOptional());
    }

    /** Returns whether the operator is still signed in, and still an administrator of the operator's tenant. */
    private boolean mayEnter(StoredEntry entry) {
        return tenant.call(
                CurrentTenant.OPERATOR,
                () -> QuarkusTransaction.requiringNew().call(() -> {
                    var person = accounts.person(entry.operatorAccount);
                    return person != null
                            && person.active()
                            && person.role() == Role.ADMINISTRATOR
                            && sessions.isLive(entry.operatorSession, person);
                }));
    }

    private void recordForOperator(AuditAction action, OperatorEntry entry, ErrorText detail) {
        var entered = tenant.id();
        tenant.call(CurrentTenant.OPERATOR, () -> {
            QuarkusTransaction.requiringNew().run(() -> record(action, entry.operator(), entered, detail));
            return entry;
        });
    }

    private void record(AuditAction action, String actor, String target, ErrorText detail) {
        audit.record(AuditEvent.success(action).by(actor).target(target).detail(detail));
    }

    @Override
    public String what() {
        return "entries of operators";
    }

    @Override
    public List<ExpiredRows> expired(Instant now) {
        return List.of(new ExpiredRows("operator_entry", "expires_at", now));
    }
}
