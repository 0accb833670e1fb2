// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.account.SignedIn;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a user, for display and for ending them. An ended session is immediately invalid on all nodes,
 * because every request reads the session from the database.
 */
@ApplicationScoped
public class OwnSessions {
    /** More sessions than a user can review. */
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
     * A session as displayed to its owner.
     *
     * @param since the time of the sign-in
     * @param lastSeenAt the time of the last request, accurate to about a minute
     * @param address the address of the sign-in
     * @param browser the name from {@link BrowserName}
     * @param current whether this is the session of the request
     */
    public record OwnSession(
            UUID id,
            Instant since,
            Instant lastSeenAt,
            @Nullable String address,
            String browser,
            boolean current) {}

    /** Returns the sessions of the user: the current session first, then by time of last use, newest first. */
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
     * Ends another session of the user.
     *
     * @throws ProblemException 404 if the user has no such session, 409 for the current session
     */
    @Transactional
    public void end(SignedIn owner, UUID id) {
        if (id.equals(owner.session())) {
            throw ProblemException.conflict(AccountErrors.ownSession());
        }
        if (sessions.delete("id = ?1 and account = ?2", id, owner.person().id()) == 0) {
            throw ProblemException.notFound(AccountErrors.sessionNotFound());
        }
        audit.record(ended(owner, SignInDetails.endedElsewhere()).target(id.toString()));
    }

    /**
     * Ends all other sessions of the user.
     *
     * @return the number of ended sessions
     */
    @Transactional
    public int endOthers(SignedIn owner) {
        var ended = (int)
                sessions.delete("account = ?1 and id <> ?2", owner.person().id(), owner.session());
        if (ended > 0) {
            audit.record(ended(owner, SignInDetails.othersEnded(ended)));
        }
        return ended;
    }

    private static AuditEvent ended(SignedIn owner, ErrorText how) {
        return AuditEvent.success(AuditAction.SESSION_ENDED)
                .by(owner.person().username())
                .detail(how);
    }
}
