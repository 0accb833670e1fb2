package dev.gatehouse.account.signin;

import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.account.SignedIn;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The browsers in which a person is signed in, as they see and end them. What is ended counts for no request from then on,
 * on any node: sessions are read from the database at each.
 */
@ApplicationScoped
public class OwnSessions {
    /** More than anybody can look through. */
    private static final int SHOWN = 200;

    private final Sessions sessions;
    private final TimeSource time;
    private final AuditLog audit;

    OwnSessions(Sessions sessions, TimeSource time, AuditLog audit) {
        this.sessions = sessions;
        this.time = time;
        this.audit = audit;
    }

    /**
     * A session as its owner sees it.
     *
     * @param since when they signed in
     * @param lastSeenAt to the minute or so
     * @param address where they signed in from
     * @param browser as {@link BrowserName} reads it
     * @param current whether it is the one that asks
     */
    public record OwnSession(
            UUID id,
            Instant since,
            Instant lastSeenAt,
            @Nullable String address,
            String browser,
            boolean current) {}

    /** This session first, then those that were seen last. */
    @Transactional
    public List<OwnSession> list(SignedIn owner) {
        return sessions
                .find(
                        "account = ?1 and expiresAt > ?2"
                                + " order by case when id = ?3 then 0 else 1 end, lastSeenAt desc, id desc",
                        owner.person().id(),
                        time.now(),
                        owner.session())
                .page(0, SHOWN)
                .stream()
                .map(session -> new OwnSession(
                        session.id,
                        session.authenticatedAt,
                        session.lastSeenAt,
                        session.address,
                        BrowserName.of(session.userAgent),
                        session.id.equals(owner.session())))
                .toList();
    }

    /**
     * Ends one other session.
     *
     * @throws ProblemException when it is not theirs, or is over, or is the one that asks, which signing out ends
     */
    @Transactional
    public void end(SignedIn owner, UUID id) {
        if (id.equals(owner.session())) {
            throw ProblemException.conflict(AccountErrors.ownSession());
        }
        if (sessions.delete("id = ?1 and account = ?2", id, owner.person().id()) == 0) {
            throw ProblemException.notFound(AccountErrors.sessionNotFound());
        }
        audit.record(ended(owner, "signed out from another browser").target(id.toString()));
    }

    /**
     * Ends all others: sign out elsewhere.
     *
     * @return how many there were
     */
    @Transactional
    public int endOthers(SignedIn owner) {
        var ended = (int)
                sessions.delete("account = ?1 and id <> ?2", owner.person().id(), owner.session());
        if (ended > 0) {
            audit.record(ended(owner, "signed out elsewhere, sessions: " + ended));
        }
        return ended;
    }

    private static AuditEvent ended(SignedIn owner, String how) {
        return AuditEvent.success(AuditAction.SESSION_ENDED)
                .by(owner.person().username())
                .detail(how);
    }
}
