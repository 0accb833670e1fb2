// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Person;
import dev.gatehouse.account.Session;
import dev.gatehouse.account.SignInProof;
import dev.gatehouse.account.SignedIn;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.database.Expiring;
import dev.gatehouse.database.LastUses;
import dev.gatehouse.http.BrowserCookies;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.NewCookie;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;

/**
 * Browser sessions of signed-in users. Every sign-in creates a session with a new identifier, and a password change by
 * the owner replaces the identifier. A session has a fixed lifetime ({@code gatehouse.session-lifetime}). Sign-out,
 * {@link OwnSessions}, a password change and the deletion of the account end a session early. An account has at most
 * {@code gatehouse.sessions-per-account} sessions; a further sign-in ends the oldest.
 */
@ApplicationScoped
public class Sessions implements PanacheRepositoryBase<Session, UUID>, Expiring {
    private static final String COOKIE = "session";
    private static final int MAX_USER_AGENT = 300;

    /** The maximum number of sessions that one sign-in ends. The next sign-in ends more. */
    private static final int MAX_ENDED = 100;

    private final GatehouseConfig config;
    private final TimeSource time;
    private final Secrets secrets;
    private final Accounts accounts;
    private final AuditLog audit;
    private final LastUses lastUses;

    Sessions(
            GatehouseConfig config,
            TimeSource time,
            Secrets secrets,
            Accounts accounts,
            AuditLog audit,
            LastUses lastUses) {
        this.config = config;
        this.time = time;
        this.secrets = secrets;
        this.accounts = accounts;
        this.audit = audit;
        this.lastUses = lastUses;
    }

    /** Returns the signed-in user of a request, if the session is valid and the account is active. */
    @Transactional
    public Optional<SignedIn> of(HttpServerRequest request) {
        return BrowserCookies.read(request, COOKIE)
                .flatMap(this::live)
                .flatMap(session -> Optional.ofNullable(accounts.person(session.account))
                        .filter(Person::active)
                        .map(person -> seen(session, person)));
    }

    private SignedIn seen(Session session, Person person) {
        lastUses.note(LastUses.Used.SESSION, session.tenantId(), session.id);
        return new SignedIn(session.id, person, session.authenticatedAt);
    }

    private Optional<Session> live(String cookie) {
        return find("sessionHash = ?1 and expiresAt > ?2", Sha256.of(cookie), time.now())
                .firstResultOptional();
    }

    /**
     * Creates a session after authentication, and ends the previous session of the browser.
     *
     * @return the cookie of the session, or empty if the proof is no longer valid, for example after a password change
     */
    @Transactional
    public Optional<NewCookie> begin(SignInProof proof, HttpServerRequest request) {
        var person = proof.person();
        if (!accounts.stillHolds(proof)) {
            audit.note(AuditEvent.denied(AuditAction.SIGN_IN)
                    .by(person.username())
                    .detail(SignInDetails.accountChanged()));
            return Optional.empty();
        }
        BrowserCookies.read(request, COOKIE).ifPresent(old -> delete("sessionHash", Sha256.of(old)));
        var cookie = secrets.next("");
        var session = new Session();
        session.id = secrets.id();
        session.sessionHash = Sha256.of(cookie);
        session.account = person.id();
        session.authenticatedAt = time.now();
        session.lastSeenAt = session.authenticatedAt;
        session.expiresAt = session.authenticatedAt.plus(config.sessionLifetime());
        session.address = Addresses.of(request);
        session.userAgent = Optional.ofNullable(request.getHeader("User-Agent"))
                .map(agent -> agent.substring(0, Math.min(agent.length(), MAX_USER_AGENT)))
                .orElse(null);
        persist(session);
        endOldest(person, session);
        audit.record(
                AuditEvent.success(AuditAction.SIGN_IN).by(person.username()).detail(proof.means()));
        return Optional.of(BrowserCookies.make(request, COOKIE, cookie));
    }

    /** Ends the oldest sessions beyond the limit. Sessions that a concurrent sign-in is ending are skipped. */
    private void endOldest(Person person, Session begun) {
        var newestToGo = getEntityManager()
                .createQuery(
                        "select s.authenticatedAt from Session s where s.account = :account"
                                + " order by s.authenticatedAt desc, s.id desc",
                        Instant.class)
                .setParameter("account", person.id())
                .setFirstResult(Math.max(1, config.sessionsPerAccount()))
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
        if (newestToGo.isEmpty()) {
            return;
        }
        var ended = getSession()
                .createSelectionQuery(
                        "from Session s where s.account = :account and s.id <> :begun and s.authenticatedAt <= :until"
                                + " order by s.authenticatedAt",
                        Session.class)
                .setParameter("account", person.id())
                .setParameter("begun", begun.id)
                .setParameter("until", newestToGo.get())
                .setMaxResults(MAX_ENDED)
                .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                .getResultList();
        ended.forEach(getEntityManager()::remove);
        if (!ended.isEmpty()) {
            audit.record(AuditEvent.success(AuditAction.SESSION_ENDED)
                    .by(person.username())
                    .detail(SignInDetails.oldestSessions(config.sessionsPerAccount())));
        }
    }

    /** Replaces the identifier of a session, so that copies of the previous cookie become invalid. */
    @Transactional
    NewCookie renew(SignedIn owner, HttpServerRequest request) {
        var cookie = secrets.next("");
        update("sessionHash = ?1 where id = ?2", Sha256.of(cookie), owner.session());
        return BrowserCookies.make(request, COOKIE, cookie);
    }

    /** Returns whether a session of a user has neither expired nor ended. */
    @Transactional
    public boolean isLive(UUID session, Person person) {
        return count("id = ?1 and account = ?2 and expiresAt > ?3", session, person.id(), time.now()) > 0;
    }

    /** Ends the session of the browser, if any. */
    @Transactional
    public NewCookie end(HttpServerRequest request) {
        of(request)
                .ifPresent(signedIn -> audit.record(AuditEvent.success(AuditAction.SIGN_OUT)
                        .by(signedIn.person().username())));
        BrowserCookies.read(request, COOKIE).ifPresent(cookie -> delete("sessionHash", Sha256.of(cookie)));
        return BrowserCookies.forget(request, COOKIE);
    }

    @Override
    public String what() {
        return "sessions";
    }

    @Override
    public List<ExpiredRows> expired(Instant now) {
        return List.of(new ExpiredRows("session", "expires_at", now));
    }
}
