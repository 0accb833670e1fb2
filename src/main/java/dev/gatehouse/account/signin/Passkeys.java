package dev.gatehouse.account.signin;

import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.account.Account;
import dev.gatehouse.account.Person;
import dev.gatehouse.account.SignedIn;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
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

/** The passkeys of the current tenant's people; each is its owner's alone to see, rename and delete. */
@ApplicationScoped
public class Passkeys implements PanacheRepositoryBase<Passkey, UUID> {
    /** How many a person can have. */
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
     * A passkey as its owner sees it.
     *
     * @param backedUp whether it is on more than one device or in its owner's account somewhere
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

    /** A person's passkeys, the newest first. */
    @Transactional
    public List<OwnPasskey> list(Person owner) {
        return of(owner).stream().map(OwnPasskey::of).toList();
    }

    /**
     * Gives one another name.
     *
     * @throws ProblemException 400 with the field {@code name}; 404 when they have no such passkey
     */
    @Transactional
    public OwnPasskey rename(Person owner, UUID id, @Nullable String name) {
        var checked = name(name);
        // Nothing else of the row is written: a sign-in may be moving its counter on
        if (update("name = ?1 where id = ?2 and account = ?3", checked, id, owner.id()) == 0) {
            throw gone();
        }
        var passkey = existing(owner, id);
        audit.record(event(AuditAction.PASSKEY_RENAMED, owner, passkey));
        return OwnPasskey.of(passkey);
    }

    /**
     * Deletes one: nobody signs in with it from then on. Sessions that it began stay.
     *
     * @throws ProblemException when they have no such passkey
     */
    @Transactional
    public void delete(Person owner, UUID id) {
        var passkey = existing(owner, id);
        delete(passkey);
        audit.record(event(AuditAction.PASSKEY_DELETED, owner, passkey));
    }

    /** Whether adding one takes the password, because the sign-in is older than ten minutes. */
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
     * Keeps what an authenticator made.
     *
     * @throws ProblemException when the name breaks a rule, the passkey is known already or there are too many
     */
    @Transactional
    OwnPasskey add(Person owner, String name, WebAuthn.Made made) {
        // Whoever adds another at the same time waits, and counts this one
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
            if ("passkey_credential_id".equals(e.getConstraintName())) {
                throw ProblemException.conflict(AccountErrors.passkeyKnown());
            }
            throw e;
        }
        audit.record(event(AuditAction.PASSKEY_ADDED, owner, passkey));
        return OwnPasskey.of(passkey);
    }

    /** Whether an account has that passkey, and not only had it. */
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
     * Notes a use. Of two copies that count alike, the faster one wins.
     *
     * @return false when another use has counted as far meanwhile, or the passkey is gone
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
        var name = errors.required("name", typed, MAX_NAME);
        errors.refuse();
        return name;
    }

    private static AuditEvent event(AuditAction action, Person owner, Passkey passkey) {
        return AuditEvent.success(action)
                .by(owner.username())
                .target(passkey.id.toString())
                .detail(passkey.name);
    }
}
