package dev.gatehouse.console;

import dev.gatehouse.account.Person;
import dev.gatehouse.account.Role;
import dev.gatehouse.account.SignedIn;
import dev.gatehouse.adminapi.Caller;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/** What stands around every page of the console: who is signed in, where they are, and what was just done. */
@Named("frame")
@ApplicationScoped
public class Frame {
    private static final String VISITOR = Frame.class.getName();

    private final CurrentVertxRequest request;

    Frame(CurrentVertxRequest request) {
        this.request = request;
    }

    void enter(SignedIn visitor) {
        routing().put(VISITOR, visitor);
    }

    /** From here on the admin API's resources act in this name. */
    void act(Caller caller) {
        routing().put(Caller.KEY, caller);
    }

    /** Who is signed in. */
    public Person visitor() {
        return signedIn().person();
    }

    /** The same, with the session that it is. */
    public SignedIn signedIn() {
        if (routing().get(VISITOR) instanceof SignedIn signedIn) {
            return signedIn;
        }
        throw new IllegalStateException("nobody is signed in: the page is not a console page");
    }

    /** Whether the visitor may change things; who may not is not shown how. */
    public boolean mayChange() {
        return visitor().role() == Role.ADMINISTRATOR;
    }

    /** Whether the visitor may read more than what is their own. */
    public boolean mayRead() {
        return visitor().role() != null;
    }

    /** Whether the page that is shown is in a section of the navigation. */
    public boolean isIn(String section) {
        var path = routing().request().path();
        return path.equals(section) || path.startsWith(section + "/");
    }

    /** Whether the page that is shown is this one. */
    public boolean isAt(String page) {
        return routing().request().path().equals(page);
    }

    /** What was just done, if the browser comes from doing it. */
    public @Nullable Notice notice() {
        return Notice.of(routing().request().getParam(Notice.PARAMETER)).orElse(null);
    }

    private RoutingContext routing() {
        return request.getCurrent();
    }
}
