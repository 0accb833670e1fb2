// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.Changes;
import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.cluster.CoherentCache;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.ViolatedConstraint;
import dev.gatehouse.tenant.quota.CountedQuota;
import dev.gatehouse.tenant.quota.Reservations;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The accounts of the current tenant, with a cache. */
@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<Account, UUID> {
    private static final int PART_OF_HEAP = 16;

    /**
     * The sessions of an account, in HQL. The sessions are deleted after the row of the account is written and
     * therefore locked, so that all sign-ins with the earlier version have ended.
     */
    private static final String SESSIONS = "from Session where account = ?1";

    private static final PagedList<Account> LIST = PagedList.<Account>of("id", account -> account.id)
            .sortedBy("username", Column.anyCase("username", account -> account.username))
            .sortedBy("displayName", Column.anyCase("displayName", account -> account.displayName))
            .sortedBy("createdAt", Column.instant("createdAt", account -> account.createdAt))
            .searchedIn("username", "displayName");

    private record Key(String tenant, UUID id) {}

    /** The properties of a new account, with the hash of the password. */
    public record NewAccount(
            String username,
            String displayName,
            String passwordHash,
            @Nullable Role role) {}

    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Secrets secrets;
    private final GroupAccounts groups;
    private final ActiveSessions sessions;
    private final Reservations reservations;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final Changes changes;
    private final AuditLog audit;
    private final CoherentCache<Key, Person> cache;

    Accounts(
            CurrentTenant tenant,
            TimeSource time,
            Secrets secrets,
            GroupAccounts groups,
            ActiveSessions sessions,
            Reservations reservations,
            Invalidations invalidations,
            Preconditions preconditions,
            Changes changes,
            AuditLog audit) {
        this.tenant = tenant;
        this.time = time;
        this.secrets = secrets;
        this.groups = groups;
        this.sessions = sessions;
        this.reservations = reservations;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.changes = changes;
        this.audit = audit;
        this.cache = new CoherentCache<>(
                invalidations,
                CacheBound.partOfHeap(PART_OF_HEAP, Person::bytesOfTexts),
                Invalidations.Topic.ACCOUNT,
                Key::tenant,
                change -> change.key() == null ? null : new Key(change.tenant(), UUID.fromString(change.key())));
    }

    /** Returns the user with the ID, or null if there is none. */
    public @Nullable Person person(UUID id) {
        return cache.get(new Key(tenant.id(), id), key -> load(key.id()));
    }

    /** Returns the cached user, or null if the user is not cached. */
    public @Nullable Person ifCached(String tenantId, UUID id) {
        return cache.ifPresent(new Key(tenantId, id));
    }

    /** Returns the user with the username, or null if there is none. */
    @Transactional
    public @Nullable Person named(String username) {
        return byUsername(username).map(account -> load(account.id)).orElse(null);
    }

    @Transactional
    public boolean anyAdministrator() {
        return count("role = ?1", Role.ADMINISTRATOR) > 0;
    }

    /**
     * Creates an account.
     *
     * @param actor the actor for the audit log
     * @throws ProblemException 409 if the username is in use, or the tenant has as many accounts as its quota
     */
    @Transactional
    public AccountView create(NewAccount input, String actor) {
        var account = new Account();
        if (byUsername(input.username()).isPresent()) {
            throw taken(input.username());
        }
        reservations.reserve(CountedQuota.ACCOUNTS, 1, this::number);
        account.id = secrets.id();
        account.username = input.username();
        account.displayName = input.displayName();
        account.passwordHash = input.passwordHash();
        account.role = input.role();
        account.active = true;
        account.createdAt = time.now();
        account.updatedAt = account.createdAt;
        try {
            persistAndFlush(account);
        } catch (ConstraintViolationException e) {
            throw taken(e, input.username());
        }
        audit.record(AuditEvent.success(AuditAction.ACCOUNT_CREATED)
                .by(actor)
                .target(account.username)
                .detail(account.role == null ? null : AccountDetails.role(account.role)));
        return AccountView.of(account, List.of(), null);
    }

    /** Returns the number of accounts, as the quota counts them. */
    @Transactional
    public long number() {
        return count();
    }

    /** Replaces the changeable properties of an account. A null hash keeps the password. */
    @Transactional
    AccountView update(
            UUID id, String displayName, @Nullable Role role, boolean active, @Nullable String hash, String actor) {
        var account = existing(id);
        var before = shown(account);
        preconditions.check(() -> before);
        account.displayName = displayName;
        account.role = role;
        account.active = active;
        if (hash != null) {
            account.passwordHash = hash;
        }
        account.updatedAt = time.now();
        if (hash != null || !active) {
            flush();
            delete(SESSIONS, id);
        }
        var after = shown(account);
        var detail = changes.between(before, after);
        changed(
                account,
                AuditAction.ACCOUNT_CHANGED,
                actor,
                hash == null ? detail : AccountDetails.changedWithPassword(detail));
        return after;
    }

    /**
     * Replaces the password of an account and ends all its sessions.
     *
     * @param withoutPasskeys whether to delete the passkeys of the account
     */
    @Transactional
    AccountView replacePassword(UUID id, String hash, boolean withoutPasskeys, String actor) {
        var account = existing(id);
        preconditions.check(() -> shown(account));
        account.passwordHash = hash;
        account.updatedAt = time.now();
        flush();
        var sessionsEnded = delete(SESSIONS, id);
        var detail = withoutPasskeys
                ? AccountDetails.passwordReplacedWithPasskeys(
                        sessionsEnded, delete("from Passkey where account = ?1", id))
                : AccountDetails.passwordReplaced(sessionsEnded);
        changed(account, AuditAction.ACCOUNT_CHANGED, actor, detail);
        return shown(account);
    }

    /**
     * Replaces the password of the signed-in user, and ends all other sessions of the user.
     *
     * @param proof the proof of the previous password
     * @throws ProblemException 409 if the proof is no longer valid, because the account was changed concurrently
     */
    @Transactional
    public void changePassword(SignedIn owner, SignInProof proof, String hash) {
        var account = existing(owner.person().id());
        if (!proof.holdsFor(account)) {
            throw ProblemException.conflict(AccountErrors.passwordChangedMeanwhile());
        }
        account.passwordHash = hash;
        account.updatedAt = time.now();
        flush();
        delete(SESSIONS + " and id <> ?2", account.id, owner.session());
        changed(account, AuditAction.PASSWORD_CHANGED, account.username, null);
    }

    /** Deletes an account with its sessions, codes, consents and tokens. */
    @Transactional
    void remove(UUID id, String actor) {
        var account = existing(id);
        preconditions.check(() -> shown(account));
        delete(account);
        changed(account, AuditAction.ACCOUNT_DELETED, actor, null);
    }

    @Transactional
    AccountView view(UUID id) {
        return shown(existing(id));
    }

    /**
     * Returns a page of accounts, by default sorted by username. A search text limits the page to accounts with the
     * text in the display name or username.
     */
    @Transactional
    Page<AccountView> list(@Nullable String search, @Nullable String sort, @Nullable String after, int size) {
        var page = LIST.query(sort, after, size).search(search).page(this);
        return page.map(viewsOf(page.items()));
    }

    /**
     * Returns accounts in the order of their IDs in the list.
     *
     * @throws ProblemException 404 if an account does not exist
     */
    @Transactional
    public List<AccountView> views(List<UUID> ids) {
        var accounts =
                list("id in ?1", ids).stream().collect(Collectors.toMap(account -> account.id, account -> account));
        if (!accounts.keySet().containsAll(ids)) {
            throw notFound();
        }
        return ids.stream().map(accounts::get).map(viewsOf(accounts.values())).toList();
    }

    /**
     * Returns the account that a spelling of a username refers to. An account from before the rules of
     * {@link Usernames} may be found by its exact spelling only.
     */
    @Transactional
    public Optional<Account> byUsername(String username) {
        return find(
                        "lower(username) in (lower(?1), lower(?2))"
                                + " order by case when lower(username) = lower(?2) then 0 else 1 end",
                        Usernames.key(username),
                        username)
                .firstResultOptional();
    }

    /** Returns whether a proof is still valid. A valid proof remains valid until the end of the transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean stillHolds(SignInProof proof) {
        return findByIdOptional(proof.person().id(), LockModeType.PESSIMISTIC_READ)
                .filter(proof::holdsFor)
                .isPresent();
    }

    @Transactional
    @Nullable Person load(UUID id) {
        return findByIdOptional(id)
                .map(account -> account.snapshot(groups.ids(id)))
                .orElse(null);
    }

    private AccountView shown(Account account) {
        return viewsOf(List.of(account)).apply(account);
    }

    /** Returns a function from accounts to views. The groups and sessions of all accounts are read together. */
    private Function<Account, AccountView> viewsOf(Collection<Account> accounts) {
        var ids = accounts.stream().map(account -> account.id).toList();
        var inGroups = groups.of(ids);
        var signedIn = sessions.newest(ids);
        return account ->
                AccountView.of(account, inGroups.getOrDefault(account.id, List.of()), signedIn.get(account.id));
    }

    private Account existing(UUID id) {
        return findByIdOptional(id).orElseThrow(Accounts::notFound);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound(AccountErrors.notFound());
    }

    private void changed(Account account, AuditAction action, String actor, @Nullable ErrorText detail) {
        flush();
        invalidations.publish(Invalidations.Topic.ACCOUNT, account.id.toString());
        audit.record(
                AuditEvent.success(action).by(actor).target(account.username).detail(detail));
    }

    private static RuntimeException taken(ConstraintViolationException e, String username) {
        return "account_username".equals(ViolatedConstraint.of(e)) ? taken(username) : e;
    }

    private static ProblemException taken(String username) {
        return ProblemException.conflict("username", AccountErrors.taken(username));
    }
}
