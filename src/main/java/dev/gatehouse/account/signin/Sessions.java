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
 * Who is signed in, in which browser. A session begins with a new identifier at every sign-in, gets another one with a new
 * password of its owner's, lasts a fixed time ({@code gatehouse.session-lifetime}) and ends at sign-out, from another browser
 * ({@link OwnSessions}), with a new password or with the account. An account has at most
 * {@code gatehouse.sessions-per-account}; one more ends the oldest.
 */
@ApplicationScoped
public class Sessions implements PanacheRepositoryBase<Session, UUID>, Expiring {
    private static final String COOKIE = "session";
    private static final int MAX_USER_AGENT = 300;

    /** How many a sign-in ends at most; the next one goes on. */
    private static final int MAX_ENDED = 100;

    private final GatehouseConfig config;
    private final TimeSource time;
    private final Secrets secrets;
    private final Accounts accounts;
    private final AuditLog audit;
    private final LastUses lastUses;

    public Sessions(
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

    /** Who sends this request, if they are signed in and their account is active. */
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
     * Begins a session for a person who proved to be themselves, and ends the one that the browser had.
     *
     * @return its cookie; nothing when the proof is worth nothing any more, as after a new password
     */
    @Transactional
    Optional<NewCookie> begin(SignInProof proof, HttpServerRequest request) {
        var person = proof.person();
        if (!accounts.stillHolds(proof)) {
            audit.note(AuditEvent.denied(AuditAction.SIGN_IN)
                    .by(person.username())
                    .detail("the account was changed at the same moment"));
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

    /** Ends what the account has too many of. Those that another sign-in ends at the same moment are left to it. */
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
                    .detail("the oldest of more than " + config.sessionsPerAccount()));
        }
    }

    /** Gives a session another identifier, so that whoever has a copy of the one before is not in it any more. */
    @Transactional
    NewCookie renew(SignedIn owner, HttpServerRequest request) {
        var cookie = secrets.next("");
        update("sessionHash = ?1 where id = ?2", Sha256.of(cookie), owner.session());
        return BrowserCookies.make(request, COOKIE, cookie);
    }

    /** Ends the session of the browser that asks for it, if it has one. */
    @Transactional
    NewCookie end(HttpServerRequest request) {
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
