// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.account.Person;
import dev.gatehouse.account.Role;
import dev.gatehouse.account.SignedIn;
import dev.gatehouse.adminapi.Caller;
import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.operator.entry.OperatorEntry;
import dev.gatehouse.platform.CurrentTenant;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The layout around every console page: the signed-in user or the entered operator, the current section, and the notice of
 * the last action.
 */
@Named("layout")
@ApplicationScoped
public class ConsoleLayout {
    private static final String VISITOR = ConsoleLayout.class.getName();

    private final CurrentVertxRequest request;
    private final ManagedObjects managed;
    private final CurrentTenant tenant;

    ConsoleLayout(CurrentVertxRequest request, ManagedObjects managed, CurrentTenant tenant) {
        this.request = request;
        this.managed = managed;
        this.tenant = tenant;
    }

    void setSignIn(SignedIn visitor) {
        routing().put(VISITOR, visitor);
    }

    /** Sets the caller for the admin API's resources in this request. */
    void setCaller(Caller caller) {
        routing().put(Caller.KEY, caller);
    }

    /**
     * Returns the signed-in user.
     *
     * @throws IllegalStateException if the visitor is an operator, who has no account of the tenant
     */
    public Person visitor() {
        return currentSignIn().person();
    }

    /** Returns the signed-in user with the session. */
    public SignedIn currentSignIn() {
        if (routing().get(VISITOR) instanceof SignedIn signedIn) {
            return signedIn;
        }
        throw new IllegalStateException("nobody is signed in: the page is not a console page");
    }

    /** Returns the entry of an operator who has no account of the tenant; null for a signed-in user. */
    public @Nullable OperatorEntry entry() {
        var routing = request.getCurrent();
        return routing != null && routing.get(OperatorEntry.KEY) instanceof OperatorEntry entry ? entry : null;
    }

    /** Returns the name of the signed-in user or of the operator. */
    public String visitorName() {
        var entry = entry();
        return entry == null ? visitor().displayName() : entry.operator();
    }

    /** Returns the username of the signed-in user, or the name of the operator in the audit log. */
    public String visitorUsername() {
        var entry = entry();
        return entry == null ? visitor().username() : entry.actor();
    }

    /** Returns whether an account is that of the signed-in user. */
    public boolean isVisitor(UUID account) {
        return entry() == null && visitor().id().equals(account);
    }

    /** Returns whether the visitor may change things. Otherwise pages hide the controls. */
    public boolean mayChange() {
        return role() == Role.ADMINISTRATOR;
    }

    /** Returns whether the console is that of the operator, which has the pages of tenants. */
    public boolean isOperators() {
        return tenant.id().equals(CurrentTenant.OPERATOR);
    }

    /** Returns whether administrators may edit objects that configuration files manage. */
    public boolean editsManaged() {
        return managed.areEditable();
    }

    /** Returns whether the visitor may read more than their own data. */
    public boolean mayRead() {
        return role() != null;
    }

    private @Nullable Role role() {
        var entry = entry();
        return entry == null ? visitor().role() : entry.role();
    }

    /** Returns whether the current page belongs to a section of the navigation. */
    public boolean isIn(String section) {
        var path = routing().request().path();
        return path.equals(section) || path.startsWith(section + "/");
    }

    /** Returns whether a page is the current page. */
    public boolean isAt(String page) {
        return routing().request().path().equals(page);
    }

    /** Returns the notice of the last action, or null if there is none. */
    public @Nullable Notice notice() {
        return Notice.of(routing().request().getParam(Notice.PARAMETER)).orElse(null);
    }

    private RoutingContext routing() {
        return request.getCurrent();
    }
}
