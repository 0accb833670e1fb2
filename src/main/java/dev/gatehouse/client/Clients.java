// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.adminapi.ManagedObjects;
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
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.ViolatedConstraint;
import dev.gatehouse.scope.ScopeErrors;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.tenant.quota.CountedQuota;
import dev.gatehouse.tenant.quota.Reservations;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The clients of the current tenant. Registrations for requests are cached. */
@ApplicationScoped
public class Clients implements PanacheRepositoryBase<Client, UUID> {
    private static final int PART_OF_HEAP = 16;
    private static final int CLIENT_ID_BYTES = 16;

    /** The syntax of client ids. An id of another form cannot exist, so the database is not asked. */
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._~-]{1,100}");

    private static final Duration MAX_OVERLAP = Duration.ofDays(90);

    private static final PagedList<Client> LIST = PagedList.<Client>of("id", client -> client.id)
            .sortedBy(
                    "name",
                    Column.anyCase("name", client -> client.name),
                    Column.anyCase("version", client -> client.version))
            .sortedBy("createdAt", Column.instant("createdAt", client -> client.createdAt))
            .sortedBy("updatedAt", Column.instant("updatedAt", client -> client.updatedAt))
            .searchedIn("name", "clientId");

    private record Key(String tenant, String clientId) {}

    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Secrets secrets;
    private final TenantSettings settings;
    private final Scopes scopes;
    private final ClientSecrets clientSecrets;
    private final ClientScopes clientScopes;
    private final ClientGroups clientGroups;
    private final Reservations reservations;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final ManagedObjects managed;
    private final Changes changes;
    private final AuditLog audit;
    private final CoherentCache<Key, RegisteredClient> cache;

    Clients(
            CurrentTenant tenant,
            TimeSource time,
            Secrets secrets,
            TenantSettings settings,
            Scopes scopes,
            ClientSecrets clientSecrets,
            ClientScopes clientScopes,
            ClientGroups clientGroups,
            Reservations reservations,
            Invalidations invalidations,
            Preconditions preconditions,
            ManagedObjects managed,
            Changes changes,
            AuditLog audit) {
        this.tenant = tenant;
        this.time = time;
        this.secrets = secrets;
        this.settings = settings;
        this.scopes = scopes;
        this.clientSecrets = clientSecrets;
        this.clientScopes = clientScopes;
        this.clientGroups = clientGroups;
        this.reservations = reservations;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.managed = managed;
        this.changes = changes;
        this.audit = audit;
        this.cache = new CoherentCache<>(
                invalidations,
                CacheBound.partOfHeap(PART_OF_HEAP, RegisteredClient::bytesOfTexts),
                Invalidations.Topic.CLIENT,
                Key::tenant,
                change -> change.key() == null ? null : new Key(change.tenant(), change.key()));
    }

    /** Returns a client's registration, or null if there is no such client. */
    public @Nullable RegisteredClient registered(String clientId) {
        return CLIENT_ID.matcher(clientId).matches()
                ? cache.get(new Key(tenant.id(), clientId), key -> load(key.clientId()))
                : null;
    }

    /** Returns a client's cached registration, or null if it is not in the cache. */
    public @Nullable RegisteredClient ifCached(String tenantId, String clientId) {
        return cache.ifPresent(new Key(tenantId, clientId));
    }

    /** Returns a client's registration by its primary key, or null if there is no such client. */
    @Transactional
    public @Nullable RegisteredClient byId(UUID id) {
        return getEntityManager()
                .createQuery("select clientId from Client where id = :id", String.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .map(this::registered)
                .orElse(null);
    }

    @Transactional
    public boolean exists(String clientId) {
        return count("clientId = ?1", clientId) > 0;
    }

    /**
     * Registers a client with a generated id and, if it is confidential, a generated secret.
     *
     * @throws ProblemException if a rule is broken, or name and version are taken
     */
    @Transactional
    public ClientView create(ClientInput input, String actor) {
        return insert(
                input,
                Secrets.base64(secrets.bytes(CLIENT_ID_BYTES))
                        .toLowerCase(Locale.ROOT)
                        .replace('_', 'x')
                        .replace('-', 'y'),
                secrets.next(Secrets.CLIENT_SECRET_PREFIX),
                null,
                false,
                actor,
                new FieldErrors());
    }

    /**
     * Registers a client with given credentials: for demo content and the built-in client, whose documentation contains
     * the credentials.
     */
    @Transactional
    public ClientView create(ClientInput input, String clientId, String secret, boolean builtIn, String actor) {
        return insert(input, clientId, secret, null, builtIn, actor, new FieldErrors());
    }

    /**
     * Registers a client with a given id, as a configuration file describes the client.
     *
     * @param secretHash the digest of the secret; required for a confidential client, ignored for a public one
     * @throws ProblemException if a rule is broken, or name and version are taken
     */
    @Transactional
    public ClientView create(ClientInput input, String clientId, @Nullable Sha256 secretHash, String actor) {
        var errors = new FieldErrors();
        errors.check(CLIENT_ID.matcher(clientId).matches(), "clientId", ClientErrors.clientId());
        errors.check(secretHash != null || input.type() == ClientType.PUBLIC, "clientSecret", CommonErrors.required());
        return insert(input, clientId, null, secretHash, false, actor, errors);
    }

    /** Replaces the registration of a client, except name and version. */
    @Transactional
    public ClientView update(String clientId, ClientInput input, String actor) {
        var client = editable(clientId);
        var shown = view(client, null);
        preconditions.check(() -> shown);
        var mark = managed.change(client.managed, "The client " + clientId);
        var errors = new FieldErrors();
        var registration = new Registration(input, settings.current(), errors);
        var before = client.type;
        registration.keepIdentity(client);
        registration.apply(client);
        var scopeIds = scopeIds(input.scopes(), errors);
        errors.refuse();
        if (ManagedObjects.isApply() && isAsShown(client, shown, scopeIds)) {
            client.managed = mark;
            return shown;
        }
        client.managed = mark;
        client.updatedAt = time.now();
        flush();
        clientScopes.replace(client.id, scopeIds);
        var secret = before == client.type ? null : changeType(client);
        var after = view(client, secret);
        changed(client, AuditAction.CLIENT_CHANGED, actor, changes.between(shown, after));
        return after;
    }

    private boolean isAsShown(Client client, ClientView shown, Collection<UUID> scopeIds) {
        var associated = shown.scopes().isEmpty()
                ? Set.<UUID>of()
                : Set.copyOf(scopes.ids(shown.scopes()).values());
        return ClientView.of(client, shown.scopes(), shown.groups(), null, shown.previousSecretUntil())
                        .equals(shown)
                && associated.equals(Set.copyOf(scopeIds));
    }

    /**
     * Sets the secret of a confidential client, as a configuration file describes the secret. The old secret is invalid
     * at once.
     *
     * @return whether the client had another secret
     */
    @Transactional
    public boolean replaceSecret(String clientId, Sha256 secretHash, String actor) {
        var client = editable(clientId);
        if (client.type != ClientType.CONFIDENTIAL) {
            throw ProblemException.invalid("clientSecret", ClientErrors.publicHasNoSecret());
        }
        if (clientSecrets.isOnly(client.id, secretHash)) {
            return false;
        }
        client.managed = managed.change(client.managed, "The client " + clientId);
        client.updatedAt = time.now();
        flush();
        clientSecrets.replace(client.id, secretHash, Duration.ZERO);
        changed(client, AuditAction.CLIENT_SECRET_REGENERATED, actor, null);
        return true;
    }

    /** Generates another secret for a confidential client. The old secret stays valid for the overlap. */
    @Transactional
    ClientView regenerateSecret(String clientId, Duration overlap, String actor) {
        var client = editable(clientId);
        preconditions.check(() -> view(client, null));
        var errors = new FieldErrors();
        if (client.type != ClientType.CONFIDENTIAL) {
            errors.add(FieldError.outsideBody("type", ClientErrors.publicHasNoSecret()));
        }
        errors.check(
                !overlap.isNegative() && overlap.compareTo(MAX_OVERLAP) <= 0,
                "overlapSeconds",
                CommonErrors.outOfRange(0, MAX_OVERLAP.toSeconds()));
        errors.refuse();
        client.managed = managed.change(client.managed, "The client " + clientId);
        // The flush checks the row's version, so the second of two concurrent changes is rejected.
        client.updatedAt = time.now();
        flush();
        var secret = secrets.next(Secrets.CLIENT_SECRET_PREFIX);
        clientSecrets.replace(client.id, Sha256.of(secret), overlap);
        changed(client, AuditAction.CLIENT_SECRET_REGENERATED, actor, null);
        return view(client, secret);
    }

    /** Deletes a client with its tokens, authorization codes and consents. */
    @Transactional
    public void remove(String clientId, String actor) {
        var client = editable(clientId);
        preconditions.check(() -> view(client, null));
        managed.change(client.managed, "The client " + clientId);
        delete(client);
        changed(client, AuditAction.CLIENT_DELETED, actor, null);
    }

    @Transactional
    public ClientView view(String clientId) {
        return view(existing(clientId), null);
    }

    /**
     * A page of clients, sorted by name and version by default, optionally only those whose name or id contains a text.
     */
    @Transactional
    Page<ClientView> list(@Nullable String search, @Nullable String sort, @Nullable String after, int size) {
        var page = LIST.query(sort, after, size).search(search).page(this);
        return page.map(viewsOf(page.items()));
    }

    /**
     * Returns clients in the order of the client IDs.
     *
     * @throws ProblemException if a client does not exist
     */
    @Transactional
    public List<ClientView> views(List<String> clientIds) {
        var clients = list("clientId in ?1", clientIds).stream()
                .collect(Collectors.toMap(client -> client.clientId, client -> client));
        if (!clients.keySet().containsAll(clientIds)) {
            throw ProblemException.notFound(CommonErrors.clientNotFound());
        }
        return clientIds.stream()
                .map(clients::get)
                .map(viewsOf(clients.values()))
                .toList();
    }

    /** The view of each of some clients, whose scopes, groups and secrets are read together. */
    private Function<Client, ClientView> viewsOf(Collection<Client> clients) {
        var ids = clients.stream().map(client -> client.id).toList();
        var scopeNames = clientScopes.names(ids);
        var inGroups = clientGroups.of(ids);
        var overlaps = clientSecrets.overlaps(ids);
        return client -> ClientView.of(
                client,
                scopeNames.getOrDefault(client.id, List.of()),
                inGroups.getOrDefault(client.id, List.of()),
                null,
                overlaps.get(client.id));
    }

    @Transactional
    @Nullable RegisteredClient load(String clientId) {
        return byClientId(clientId).map(this::snapshot).orElse(null);
    }

    private RegisteredClient snapshot(Client client) {
        return new RegisteredClient(
                client.id,
                client.clientId,
                client.name,
                client.version,
                client.description,
                client.type,
                List.of(client.redirectUris),
                AllowedOrigins.of(client.allowedOrigins, client.redirectUris),
                client.grants(),
                client.requirePkce,
                client.expiration,
                client.expirationSeconds,
                client.refreshCount,
                client.refreshInactivityDays,
                client.refreshMaximumAgeDays,
                client.approval,
                client.accessTokenFormat,
                client.accessTokenTypeHeader,
                client.resourceServer,
                client.rateLimit,
                client.active,
                clientSecrets.valid(client.id),
                Set.copyOf(clientScopes.names(client.id)),
                clientGroups.ids(client.id));
    }

    /**
     * Stores a new client.
     *
     * @param secret the secret of a confidential client, shown in the view; null: only its digest is known
     */
    private ClientView insert(
            ClientInput input,
            String clientId,
            @Nullable String secret,
            @Nullable Sha256 secretHash,
            boolean builtIn,
            String actor,
            FieldErrors errors) {
        var registration = new Registration(input, settings.current(), errors);
        var client = new Client();
        registration.identify(client);
        registration.apply(client);
        var scopeIds = scopeIds(input.scopes(), errors);
        errors.refuse();
        if (!builtIn) {
            reservations.reserve(CountedQuota.CLIENTS, 1, this::number);
        }
        client.id = secrets.id();
        client.clientId = clientId;
        client.builtIn = builtIn;
        client.managed = ManagedObjects.created();
        client.createdAt = time.now();
        client.updatedAt = client.createdAt;
        try {
            persistAndFlush(client);
        } catch (ConstraintViolationException e) {
            if ("client_name".equals(ViolatedConstraint.of(e))) {
                throw ProblemException.conflict("name", ClientErrors.taken(client.name, client.version));
            }
            throw e;
        }
        clientScopes.replace(client.id, scopeIds);
        var confidential = client.type == ClientType.CONFIDENTIAL;
        if (confidential) {
            clientSecrets.replace(
                    client.id, secret == null ? Objects.requireNonNull(secretHash) : Sha256.of(secret), Duration.ZERO);
        }
        changed(client, AuditAction.CLIENT_CREATED, actor, null);
        return view(client, confidential ? secret : null);
    }

    /** Returns the number of clients without the built-in client, as the quota counts them. */
    @Transactional
    public long number() {
        return count("builtIn = false");
    }

    private @Nullable String changeType(Client client) {
        if (client.type == ClientType.PUBLIC) {
            clientSecrets.removeAll(client.id);
            return null;
        }
        var secret = secrets.next(Secrets.CLIENT_SECRET_PREFIX);
        clientSecrets.replace(client.id, Sha256.of(secret), Duration.ZERO);
        return secret;
    }

    private Collection<UUID> scopeIds(@Nullable List<String> names, FieldErrors errors) {
        if (names == null || names.isEmpty()) {
            return List.of();
        }
        if (names.stream().anyMatch(name -> name == null)) {
            errors.add("scopes", CommonErrors.nullEntry());
            return List.of();
        }
        var known = scopes.ids(names);
        names.stream()
                .filter(name -> known.keySet().stream().noneMatch(name::equalsIgnoreCase))
                .forEach(name -> errors.add("scopes", ScopeErrors.unknown(name)));
        return known.values();
    }

    private Optional<Client> byClientId(String clientId) {
        return find("clientId = ?1", clientId).firstResultOptional();
    }

    private Client existing(String clientId) {
        return byClientId(clientId).orElseThrow(() -> ProblemException.notFound(CommonErrors.clientNotFound()));
    }

    private Client editable(String clientId) {
        var client = existing(clientId);
        if (client.builtIn) {
            throw ProblemException.conflict(ClientErrors.builtIn(client.name));
        }
        return client;
    }

    private ClientView view(Client client, @Nullable String secret) {
        var only = List.of(client.id);
        return ClientView.of(
                client,
                clientScopes.names(client.id),
                clientGroups.of(only).getOrDefault(client.id, List.of()),
                secret,
                clientSecrets.overlaps(only).get(client.id));
    }

    private void changed(Client client, AuditAction action, String actor, @Nullable ErrorText detail) {
        flush();
        invalidations.publish(Invalidations.Topic.CLIENT, client.clientId);
        audit.record(AuditEvent.success(action)
                .by(actor)
                .client(client.clientId)
                .target(client.name + " " + client.version)
                .detail(detail));
    }
}
