// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Accounts.NewAccount;
import dev.gatehouse.account.Passwords;
import dev.gatehouse.account.SignInProof;
import dev.gatehouse.account.Usernames;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.database.Expiring;
import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The open invitations of the current tenant. An invitation creates one account with the invitation's role. A redeemed
 * or revoked invitation is deleted, so that its secret is unknown like any other.
 *
 * <p>An invitation belongs to the tenant and not to the inviter: it stays valid if the account of the inviter loses its
 * role, is deactivated or is deleted, like an account that the inviter created. Administrators see who created each
 * open invitation, and can revoke it.
 */
@ApplicationScoped
public class Invitations implements PanacheRepositoryBase<Invitation, UUID>, Expiring {
    /** The maximum number of open invitations of a tenant. */
    public static final int MOST = 1_000;

    private static final Duration DEFAULT_LIFETIME = Duration.ofDays(7);
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MAX_NAME = 200;

    private static final PagedList<Invitation> LIST = PagedList.<Invitation>of("id", invitation -> invitation.id)
            .sortedBy("createdAt", Column.instant("createdAt", invitation -> invitation.createdAt))
            .sortedBy("expiresAt", Column.instant("expiresAt", invitation -> invitation.expiresAt))
            .searchedIn("username", "displayName", "createdBy");

    private final TimeSource time;
    private final Secrets secrets;
    private final Passwords passwords;
    private final Accounts accounts;
    private final AuditLog audit;

    Invitations(TimeSource time, Secrets secrets, Passwords passwords, Accounts accounts, AuditLog audit) {
        this.time = time;
        this.secrets = secrets;
        this.passwords = passwords;
        this.accounts = accounts;
        this.audit = audit;
    }

    /**
     * Creates an invitation, in the current transaction if there is one.
     *
     * @param actor the actor for the audit log
     * @throws ProblemException 400 for invalid fields; 409 if the tenant has {@value #MOST} open invitations
     */
    @Transactional
    public CreatedInvitation create(InvitationInput input, String actor) {
        var errors = new FieldErrors();
        var username = input.username() == null || input.username().isBlank()
                ? null
                : Usernames.read(input.username(), errors);
        var displayName = errors.optional("displayName", input.displayName(), MAX_NAME);
        var lifetime = Objects.requireNonNullElse(input.lifetimeSeconds(), DEFAULT_LIFETIME.toSeconds());
        errors.check(
                lifetime >= SHORTEST.toSeconds() && lifetime <= LONGEST.toSeconds(),
                "lifetimeSeconds",
                CommonErrors.outOfRange(SHORTEST.toSeconds(), LONGEST.toSeconds()));
        errors.refuse();
        var now = time.now();
        requireRoom(now);
        var secret = secrets.next(Secrets.INVITATION_PREFIX);
        var invitation = new Invitation();
        invitation.id = secrets.id();
        invitation.secretHash = Sha256.of(secret);
        invitation.role = input.role();
        invitation.username = username;
        invitation.displayName = displayName;
        invitation.createdBy = actor;
        invitation.createdAt = now;
        invitation.expiresAt = now.plusSeconds(lifetime);
        persistAndFlush(invitation);
        audit.record(AuditEvent.success(AuditAction.INVITATION_CREATED)
                .by(actor)
                .target(invitation.id.toString())
                .detail(InvitationDetails.created(invitation.role, invitation.expiresAt)));
        return new CreatedInvitation(InvitationView.of(invitation), secret);
    }

    /** Returns the open invitation with the secret, or empty. */
    @Transactional
    public Optional<InvitationView> open(String secret) {
        return bySecret(secret).map(InvitationView::of);
    }

    /**
     * Creates the account of an open invitation. Only one redemption of an invitation succeeds; a rejected input leaves
     * the invitation open.
     *
     * @return the proof of the chosen password, with which the invitee is signed in; empty if there is no open
     *     invitation with the secret
     * @throws ProblemException 400 for the fields {@code username}, {@code displayName} and {@code password}; 409 if
     *     the username is in use
     * @throws BusyException if too many passwords are being hashed
     */
    public Optional<SignInProof> redeem(String secret, Redemption input) {
        if (open(secret).isEmpty()) {
            return Optional.empty();
        }
        var errors = new FieldErrors();
        var username = Usernames.read(input.username(), errors);
        var displayName = errors.optional("displayName", input.displayName(), MAX_NAME);
        Passwords.check(errors, "password", input.password());
        errors.refuse();
        var hash = passwords.hash(Objects.requireNonNull(input.password()));
        var shownName = displayName == null ? username : displayName;
        return QuarkusTransaction.requiringNew()
                .call(() -> take(secret, username, shownName, hash))
                .map(accounts::person)
                .map(person -> SignInProof.password(person, hash));
    }

    private Optional<UUID> take(String secret, String username, String displayName, String hash) {
        var invitation = bySecret(secret).orElse(null);
        // The row count decides between concurrent redemptions: the second one waits for the first one's commit.
        if (invitation == null || delete("id = ?1 and expiresAt > ?2", invitation.id, time.now()) == 0) {
            return Optional.empty();
        }
        var created = accounts.create(new NewAccount(username, displayName, hash, invitation.role), username);
        audit.record(AuditEvent.success(AuditAction.INVITATION_REDEEMED)
                .by(username)
                .target(invitation.id.toString())
                .detail(InvitationDetails.invitedBy(invitation.createdBy)));
        return Optional.of(created.id());
    }

    /**
     * Deletes an open invitation.
     *
     * @throws ProblemException 404 if there is no such open invitation
     */
    @Transactional
    void revoke(UUID id, String actor) {
        if (delete("id = ?1 and expiresAt > ?2", id, time.now()) == 0) {
            throw notFound();
        }
        audit.record(
                AuditEvent.success(AuditAction.INVITATION_REVOKED).by(actor).target(id.toString()));
    }

    @Transactional
    InvitationView view(UUID id) {
        return find("id = ?1 and expiresAt > ?2", id, time.now())
                .firstResultOptional()
                .map(InvitationView::of)
                .orElseThrow(Invitations::notFound);
    }

    /**
     * Returns a page of open invitations, by default the newest first. A search text limits the page to invitations with
     * the text in a suggestion or in the name of the inviter.
     */
    @Transactional
    Page<InvitationView> list(@Nullable String search, @Nullable String sort, @Nullable String after, int size) {
        return LIST.query(sort == null ? "-createdAt" : sort, after, size)
                .search(search)
                .where("expiresAt > :now", "now", time.now())
                .page(this)
                .map(InvitationView::of);
    }

    private Optional<Invitation> bySecret(String secret) {
        return find("secretHash = ?1 and expiresAt > ?2", Sha256.of(secret), time.now())
                .firstResultOptional();
    }

    /** Checks the limit. Concurrent creators wait for each other at the oldest row, so that each one counts all rows. */
    private void requireRoom(Instant now) {
        find("order by id").withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
        if (count("expiresAt > ?1", now) >= MOST) {
            throw ProblemException.conflict(InvitationErrors.tooMany(MOST));
        }
    }

    private static ProblemException notFound() {
        return ProblemException.notFound(InvitationErrors.notFound());
    }

    @Override
    public String what() {
        return "invitations";
    }

    @Override
    public List<ExpiredRows> expired(Instant now) {
        return List.of(new ExpiredRows("invitation", "expires_at", now));
    }
}
