// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.ViolatedConstraint;
import dev.gatehouse.service.upstream.UpstreamServers.Declared;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The declared upstreams of the current tenant. Secrets are encrypted at rest with the deployment's key, and decrypted
 * only for the cached catalogue of a node. A change is published with the upstream's id: every node discards its
 * catalogue and its resources for the upstream, such as connections.
 */
@ApplicationScoped
public class DeclaredUpstreams implements PanacheRepositoryBase<DeclaredUpstream, UUID> {
    private static final Logger LOG = Logger.getLogger(DeclaredUpstreams.class);

    private static final PagedList<DeclaredUpstream> LIST = PagedList.<DeclaredUpstream>of(
                    "id", upstream -> upstream.id)
            .sortedBy("url", Column.text("url", upstream -> upstream.url))
            .sortedBy("createdAt", Column.instant("createdAt", upstream -> upstream.createdAt))
            .sortedBy("updatedAt", Column.instant("updatedAt", upstream -> upstream.updatedAt))
            .searchedIn("url", "description");

    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Secrets secrets;
    private final SealedUpstreamSecrets sealed;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final ManagedObjects managed;
    private final AuditLog audit;

    DeclaredUpstreams(
            CurrentTenant tenant,
            TimeSource time,
            Secrets secrets,
            SealedUpstreamSecrets sealed,
            Invalidations invalidations,
            Preconditions preconditions,
            ManagedObjects managed,
            AuditLog audit) {
        this.tenant = tenant;
        this.time = time;
        this.secrets = secrets;
        this.sealed = sealed;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.managed = managed;
        this.audit = audit;
    }

    /**
     * A page of upstreams, sorted by URL by default, optionally only those whose URL or description contains a text.
     */
    @Transactional
    Page<UpstreamView> list(@Nullable String search, @Nullable String sort, @Nullable String after, int size) {
        return LIST.query(sort, after, size).search(search).page(this).map(this::view);
    }

    @Transactional
    public UpstreamView view(UUID id) {
        return view(existing(id));
    }

    /**
     * Declares an upstream. From then on it applies to services whose upstream URL begins with its URL.
     *
     * @throws ProblemException if a rule is broken or the URL is taken
     */
    @Transactional
    public UpstreamView create(UpstreamInput input, String actor) {
        var upstream = new DeclaredUpstream();
        var secret = UpstreamRegistration.apply(input, upstream);
        upstream.id = secrets.id();
        upstream.createdAt = time.now();
        upstream.updatedAt = upstream.createdAt;
        upstream.managed = ManagedObjects.created();
        keep(secret, upstream);
        save(upstream, AuditAction.UPSTREAM_CREATED, actor);
        return view(upstream);
    }

    /** Replaces an upstream. An omitted secret is kept as long as it is sent to the same server. */
    @Transactional
    public UpstreamView update(UUID id, UpstreamInput input, String actor) {
        var upstream = existing(id);
        var shown = view(upstream);
        preconditions.check(() -> shown);
        var mark = managed.change(upstream.managed, "The upstream " + upstream.url);
        var secret = UpstreamRegistration.apply(input, upstream);
        if (ManagedObjects.isApply()
                && view(upstream).equals(shown)
                && (secret == null || isSecret(upstream, secret))) {
            upstream.managed = mark;
            return shown;
        }
        upstream.managed = mark;
        keep(secret, upstream);
        upstream.updatedAt = time.now();
        save(upstream, AuditAction.UPSTREAM_CHANGED, actor);
        return view(upstream);
    }

    /** Deletes an upstream. Its services are then called without authentication and with default settings. */
    @Transactional
    public void remove(UUID id, String actor) {
        var upstream = existing(id);
        preconditions.check(() -> view(upstream));
        managed.change(upstream.managed, "The upstream " + upstream.url);
        delete(upstream);
        flush();
        changed(upstream, upstream.lockVersion + 1, AuditAction.UPSTREAM_DELETED, actor);
    }

    /** Returns whether a secret is the stored secret of an upstream. */
    @Transactional
    public boolean isSecret(UUID id, String secret) {
        return isSecret(existing(id), secret);
    }

    private boolean isSecret(DeclaredUpstream upstream, String secret) {
        return upstream.sealedSecret != null
                && sealed.open(upstream.sealedSecret, tenant.id(), SealedUpstreamSecrets.row(upstream))
                        .filter(opened -> MessageDigest.isEqual(opened, secret.getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
    }

    /** Returns all declared upstreams with decrypted credentials, except those whose stored URL breaks a rule. */
    @Transactional(Transactional.TxType.MANDATORY)
    public UpstreamServers servers() {
        return new UpstreamServers(
                tenant.id(),
                listAll().stream()
                        .flatMap(upstream ->
                                upstream.parsedUrl().map(url -> new Declared(url, server(upstream))).stream())
                        .toList());
    }

    private UpstreamServer server(DeclaredUpstream upstream) {
        return new UpstreamServer(
                new UpstreamServer.Key(tenant.id(), upstream.id.toString()),
                upstream.url,
                upstream.lockVersion,
                credentials(upstream),
                upstream.trustedCertificates,
                upstream.maxConcurrent);
    }

    private UpstreamCredentials credentials(DeclaredUpstream upstream) {
        if (upstream.sealedSecret == null) {
            return new UpstreamCredentials.None();
        }
        var opened = sealed.open(upstream.sealedSecret, tenant.id(), SealedUpstreamSecrets.row(upstream));
        if (opened.isEmpty()) {
            LOG.errorf(
                    "What lets Gatehouse in at %s was encrypted with another key than gatehouse.encryption-key; its"
                            + " services cannot be called",
                    upstream.url);
            return new UpstreamCredentials.Unreadable();
        }
        var secret = new String(opened.get(), StandardCharsets.UTF_8);
        return switch (upstream.authentication) {
            case NONE -> new UpstreamCredentials.None();
            case HEADER -> new UpstreamCredentials.Header(Objects.requireNonNull(upstream.headerName), secret);
            case CLIENT_CREDENTIALS ->
                new UpstreamCredentials.ClientCredentials(
                        URI.create(Objects.requireNonNull(upstream.tokenUrl)),
                        Objects.requireNonNull(upstream.clientId),
                        secret,
                        Objects.requireNonNull(upstream.clientAuthentication),
                        upstream.scope,
                        upstream.resource,
                        upstream.audience);
        };
    }

    /**
     * Stores the secret.
     *
     * @param secret the new secret; null: the stored secret is kept, unless the authentication needs none
     */
    private void keep(@Nullable String secret, DeclaredUpstream upstream) {
        if (upstream.authentication == UpstreamAuthentication.NONE) {
            upstream.sealedSecret = null;
        } else if (secret != null) {
            upstream.sealedSecret = sealed.seal(
                    secret.getBytes(StandardCharsets.UTF_8), tenant.id(), SealedUpstreamSecrets.row(upstream));
        }
    }

    private UpstreamView view(DeclaredUpstream upstream) {
        return UpstreamView.of(upstream, time.now());
    }

    private DeclaredUpstream existing(UUID id) {
        return findByIdOptional(id).orElseThrow(() -> ProblemException.notFound(UpstreamErrors.notFound()));
    }

    private void save(DeclaredUpstream upstream, AuditAction action, String actor) {
        try {
            persistAndFlush(upstream);
        } catch (ConstraintViolationException e) {
            if ("upstream_url".equals(ViolatedConstraint.of(e))) {
                throw ProblemException.conflict("url", UpstreamErrors.taken(upstream.url));
            }
            throw e;
        }
        changed(upstream, upstream.lockVersion, action, actor);
    }

    private void changed(DeclaredUpstream upstream, int byVersion, AuditAction action, String actor) {
        invalidations.publish(
                Invalidations.Topic.SERVICES, UpstreamServer.Superseded.published(upstream.id, byVersion));
        audit.record(
                AuditEvent.success(action).by(actor).target(upstream.url).value(upstream.authentication.toString()));
    }
}
