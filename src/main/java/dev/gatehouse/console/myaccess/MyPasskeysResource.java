// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.myaccess;

import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.account.signin.Passkeys;
import dev.gatehouse.account.signin.Passkeys.OwnPasskey;
import dev.gatehouse.console.ConsoleLayout;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** My access: the user's passkeys. Only the script {@code assets/passkeys.js} adds passkeys. */
@Path(Paths.MY_ACCESS + "/passkeys")
@FrontChannel
@OwnForms
@ConsolePage
@ConsolePage.ForEveryone
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class MyPasskeysResource {
    private static final String HERE = Paths.MY_ACCESS + "/passkeys";
    private static final int GONE = 404;

    private final Passkeys passkeys;
    private final ConsoleLayout layout;
    private final Language language;

    MyPasskeysResource(Passkeys passkeys, ConsoleLayout layout, Language language) {
        this.passkeys = passkeys;
        this.layout = layout;
        this.language = language;
    }

    @GET
    public TemplateInstance list() {
        var own = own();
        return MyAccessTemplates.passkeys(
                own, own.size() >= Passkeys.MAX_PER_PERSON, passkeys.takesPassword(layout.currentSignIn()));
    }

    @GET
    @Path("/{id}/rename")
    public TemplateInstance rename(@RestPath UUID id) {
        var passkey = existing(id);
        return MyAccessTemplates.renamePasskey(passkey, Form.blank().with("name", passkey.name()));
    }

    @POST
    @Path("/{id}/rename")
    public RestResponse<?> saveName(@RestPath UUID id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields);
        var passkey = existing(id);
        try {
            passkeys.rename(layout.visitor(), id, form.text("name"));
            return ConsoleResponses.done(Notice.SAVED, HERE);
        } catch (ProblemException refusal) {
            if (refusal.problem().status() == GONE) {
                throw refusal;
            }
            var texts = language.texts(MyAccessMessages.class);
            var why = form.text("name") == null ? texts.passkeyNameMissing() : texts.passkeyNameUnfit();
            return ConsoleResponses.refused(
                    MyAccessTemplates.renamePasskey(passkey, form.mistaken("name", texts.passkeyName(), why)));
        }
    }

    @GET
    @Path("/{id}/remove")
    public TemplateInstance confirmRemoval(@RestPath UUID id) {
        return MyAccessTemplates.removePasskey(existing(id), own().size() == 1);
    }

    /** Removes a passkey. If the user has no such passkey, the notice says so. */
    @POST
    @Path("/{id}/remove")
    public RestResponse<?> remove(@RestPath UUID id) {
        var removed = FormSubmissions.unlessGone(() -> passkeys.delete(layout.visitor(), id));
        return ConsoleResponses.done(removed ? Notice.PASSKEY_REMOVED : Notice.PASSKEY_GONE, HERE);
    }

    private List<OwnPasskey> own() {
        return passkeys.list(layout.visitor());
    }

    private OwnPasskey existing(UUID id) {
        return own().stream()
                .filter(passkey -> passkey.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(AccountErrors.passkeyNotFound()));
    }
}
