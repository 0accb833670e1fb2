// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.account.Person;
import dev.gatehouse.account.SignedIn;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.ViolatedConstraint;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The passkeys of the users of the current tenant. Only the owner can see, rename and delete a passkey. */
@ApplicationScoped
public class Passkeys implements PanacheRepositoryBase<Passkey, UUID> {
    /** The maximum number of passkeys of a user. */
    public static final int MAX_PER_PERSON = 20;

    private static final int MAX_NAME = 100;
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final TimeSource time;
    private final Secrets secrets;
    private final AuditLog audit;

    Passkeys(TimeSource time, Secrets secrets, AuditLog audit) {
        this.time = time;
        this.secrets = secrets;
        this.audit = audit;
    }

    /**
     * A passkey as displayed to its owner.
     *
     * @param backedUp whether the passkey is backed up or synchronized to other devices
     */
    public record OwnPasskey(
            UUID id,
            String name,
            boolean backedUp,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {

        static OwnPasskey of(Passkey passkey) {
            return new OwnPasskey(passkey.id, passkey.name, passkey.backedUp, passkey.createdAt, passkey.lastUsedAt);
        }
    }

    /** Returns the passkeys of a user, newest first. */
    @Transactional
    public List<OwnPasskey> list(Person owner) {
        return of(owner).stream().map(OwnPasskey::of).toList();
    }

    /**
     * Renames a passkey.
     *
     * @throws ProblemException 400 for the field {@code name}; 404 if the user has no such passkey
     */
    @Transactional
    public OwnPasskey rename(Person owner, UUID id, @Nullable String name) {
        var checked = name(name);
        // Updates the name only, because a concurrent sign-in may increase the counter
        if (update("name = ?1 where id = ?2 and account = ?3", checked, id, owner.id()) == 0) {
            throw gone();
        }
        var passkey = existing(owner, id);
        audit.record(event(AuditAction.PASSKEY_RENAMED, owner, passkey));
        return OwnPasskey.of(passkey);
    }

    /**
     * Deletes a passkey, which prevents further sign-ins with the passkey. Sessions remain.
     *
     * @throws ProblemException 404 if the user has no such passkey
     */
    @Transactional
    public void delete(Person owner, UUID id) {
        var passkey = existing(owner, id);
        delete(passkey);
        audit.record(event(AuditAction.PASSKEY_DELETED, owner, passkey));
    }

    /** Returns whether registration requires the password, because the sign-in is older than ten minutes. */
    public boolean takesPassword(SignedIn owner) {
        return owner.authenticatedAt().plus(FRESH).isBefore(time.now());
    }

    @Transactional
    List<Passkey> of(Person owner) {
        return list("account = ?1 order by id desc", owner.id());
    }

    @Transactional
    Optional<Passkey> byCredential(ByteString credentialId) {
        return find("credentialId = ?1", credentialId.bytes()).firstResultOptional();
    }

    /**
     * Stores a registered passkey.
     *
     * @throws ProblemException 400 if the name is not valid; 409 if the passkey is registered already or the user has
     *     too many passkeys
     */
    @Transactional
    OwnPasskey add(Person owner, String name, WebAuthn.Made made) {
        // The lock makes concurrent registrations wait, so that each counts the others
        if (getEntityManager().find(Account.class, owner.id(), LockModeType.PESSIMISTIC_WRITE) == null) {
            throw ProblemException.notFound(AccountErrors.notFound());
        }
        refuseTooMany(owner);
        var passkey = new Passkey();
        passkey.id = secrets.id();
        passkey.account = owner.id();
        passkey.credentialId = made.credentialId().bytes();
        passkey.publicKey = made.publicKey().bytes();
        passkey.signCount = made.signCount();
        passkey.transports = made.transports();
        passkey.aaguid = made.aaguid();
        passkey.name = name(name);
        passkey.backupEligible = made.backupEligible();
        passkey.backedUp = made.backedUp();
        passkey.createdAt = time.now();
        try {
            persistAndFlush(passkey);
        } catch (ConstraintViolationException e) {
            if ("passkey_credential_id".equals(ViolatedConstraint.of(e))) {
                throw ProblemException.conflict(AccountErrors.passkeyKnown());
            }
            throw e;
        }
        audit.record(event(AuditAction.PASSKEY_ADDED, owner, passkey));
        return OwnPasskey.of(passkey);
    }

    /** Returns whether the account still has the passkey. */
    @Transactional
    boolean isOf(Account owner, UUID id) {
        return count("id = ?1 and account = ?2", id, owner.id) == 1;
    }

    void refuseTooMany(Person owner) {
        if (count("account", owner.id()) >= MAX_PER_PERSON) {
            throw ProblemException.conflict(AccountErrors.tooManyPasskeys(MAX_PER_PERSON));
        }
    }

    /**
     * Records a use. Of two copies of a passkey with the same counter, only the first succeeds.
     *
     * @return false if a concurrent use had the same or a higher counter, or the passkey was deleted
     */
    @Transactional
    boolean used(UUID id, long signCount, boolean backedUp) {
        return update(
                        "signCount = ?1, backedUp = ?2, lastUsedAt = ?3 where id = ?4"
                                + " and (signCount < ?1 or (?1 = 0 and signCount = 0))",
                        signCount,
                        backedUp,
                        time.now(),
                        id)
                == 1;
    }

    private Passkey existing(Person owner, UUID id) {
        return find("id = ?1 and account = ?2", id, owner.id())
                .firstResultOptional()
                .orElseThrow(Passkeys::gone);
    }

    private static ProblemException gone() {
        return ProblemException.notFound(AccountErrors.passkeyNotFound());
    }

    private static String name(@Nullable String typed) {
        var errors = new FieldErrors();
        var name = errors.name("name", typed, MAX_NAME);
        errors.refuse();
        return name;
    }

    private static AuditEvent event(AuditAction action, Person owner, Passkey passkey) {
        return AuditEvent.success(action)
                .by(owner.username())
                .target(passkey.id.toString())
                .value(passkey.name);
    }
}
