// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.account.KnownBrowsers;
import dev.gatehouse.account.Person;
import dev.gatehouse.account.SignedIn;
import dev.gatehouse.account.signin.PasskeyChallenges.Ceremony;
import dev.gatehouse.account.signin.Passkeys.OwnPasskey;
import dev.gatehouse.account.signin.WebAuthn.Outcome;
import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.OwnScripts;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.WhiteSpace;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Passkey registration and sign-in for the script {@code assets/passkeys.js}. Registration requires a sign-in within
 * the last ten minutes or the password, so that others cannot register a passkey in a browser that is still signed in.
 */
@Path(Paths.PASSKEYS)
@OwnScripts
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PasskeyResource {
    private static final int MAX_PASSWORD = 200;

    /**
     * A request to register a passkey.
     *
     * @param password required if the sign-in is older than ten minutes
     */
    public record RegistrationRequest(@Nullable String password) {
        @Override
        public String toString() {
            return "RegistrationRequest";
        }
    }

    /**
     * The response of the browser to a registration, with byte strings in Base64url. The default name is the name of
     * the browser.
     */
    public record NewPasskey(
            @Nullable String name,
            @Nullable String clientDataJSON,
            @Nullable String attestationObject,
            @Nullable List<@Nullable String> transports) {

        Set<String> named() {
            return transports == null
                    ? Set.of()
                    : transports.stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
        }
    }

    public record NewName(@Nullable String name) {}

    /**
     * The response of the browser to an authentication, with byte strings in Base64url.
     *
     * @param request the ID of the authorization request of the sign-in page, if any
     * @param next the Gatehouse page to open after sign-in, if any
     */
    public record SignIn(
            @Nullable String id,
            @Nullable String clientDataJSON,
            @Nullable String authenticatorData,
            @Nullable String signature,
            @Nullable String userHandle,
            @Nullable String request,
            @Nullable String next) {}

    /** The destination of the browser after sign-in. */
    public record Destination(String location) {}

    private final Passkeys passkeys;
    private final PasskeyChallenges challenges;
    private final PasskeySignIns passkeySignIns;
    private final WebAuthn webAuthn;
    private final Sessions sessions;
    private final SignIns signIns;
    private final KnownBrowsers knownBrowsers;
    private final BaseUrl baseUrl;
    private final AuditLog audit;

    PasskeyResource(
            Passkeys passkeys,
            PasskeyChallenges challenges,
            PasskeySignIns passkeySignIns,
            WebAuthn webAuthn,
            Sessions sessions,
            SignIns signIns,
            KnownBrowsers knownBrowsers,
            BaseUrl baseUrl,
            AuditLog audit) {
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.passkeySignIns = passkeySignIns;
        this.webAuthn = webAuthn;
        this.sessions = sessions;
        this.signIns = signIns;
        this.knownBrowsers = knownBrowsers;
        this.baseUrl = baseUrl;
        this.audit = audit;
    }

    @POST
    @Path("/registration/options")
    public RestResponse<PasskeyOptions.Creation> registrationOptions(
            @Nullable RegistrationRequest body, @Context HttpServerRequest http) {
        var owner = signedIn(http);
        refuseUnlessFresh(owner, Bodies.present(body).password(), http);
        passkeys.refuseTooMany(owner.person());
        var issued = challenges.issue(Ceremony.REGISTRATION, owner.person().id(), http);
        var options = PasskeyOptions.creation(
                owner.person(), passkeys.of(owner.person()), issued.challenge(), baseUrl.of(http));
        return RestResponse.ResponseBuilder.ok(options)
                .cookie(issued.cookie())
                .header("Cache-Control", "no-store")
                .build();
    }

    @POST
    @Path("/registration")
    public RestResponse<OwnPasskey> register(@Nullable NewPasskey body, @Context HttpServerRequest http) {
        var input = Bodies.present(body);
        var person = signedIn(http).person();
        var challenge = challenges.take(Ceremony.REGISTRATION, person.id(), http);
        if (challenge.isEmpty()) {
            throw refused(person, SignInDetails.noChallenge());
        }
        var answer = new WebAuthn.Attestation(
                ByteString.parse(input.clientDataJSON()), ByteString.parse(input.attestationObject()), input.named());
        return switch (webAuthn.register(answer, challenge.get(), baseUrl.of(http))) {
            case Outcome.Registered(var made) -> {
                var name = input.name() == null || WhiteSpace.isBlank(input.name())
                        ? BrowserName.of(http.getHeader("User-Agent"))
                        : input.name();
                var added = passkeys.add(person, name, made);
                yield Bodies.created(Paths.PASSKEYS + "/" + added.id(), added);
            }
            case Outcome.Refused(var why) -> throw refused(person, why);
            case Outcome.Authenticated ignored -> throw new IllegalStateException("nobody was to sign in");
        };
    }

    @POST
    @Path("/authentication/options")
    public RestResponse<PasskeyOptions.Request> authenticationOptions(@Context HttpServerRequest http) {
        var issued = challenges.issue(Ceremony.AUTHENTICATION, null, http);
        return RestResponse.ResponseBuilder.ok(PasskeyOptions.request(issued.challenge(), baseUrl.of(http)))
                .cookie(issued.cookie())
                .header("Cache-Control", "no-store")
                .build();
    }

    @POST
    @Path("/authentication")
    public RestResponse<Destination> authenticate(@Nullable SignIn body, @Context HttpServerRequest http) {
        var input = Bodies.present(body);
        // Malformed responses are handled like wrong ones: counted, and answered with the same error.
        var answer = new WebAuthn.Assertion(
                ByteString.parse(input.clientDataJSON()),
                ByteString.parse(input.authenticatorData()),
                ByteString.parse(input.signature()),
                ByteString.parse(input.userHandle()));
        var proof = passkeySignIns
                .check(ByteString.parse(input.id()), answer, http)
                .orElseThrow(PasskeyResource::notAccepted);
        var cookie = sessions.begin(proof, http).orElseThrow(PasskeyResource::notAccepted);
        var destination = new AfterSignIn(input.request(), input.next()).destination(proof.person());
        return RestResponse.ResponseBuilder.ok(new Destination(destination.toString()))
                .cookie(cookie, knownBrowsers.remember(proof.person(), http))
                .header("Cache-Control", "no-store")
                .build();
    }

    private static ProblemException notAccepted() {
        return ProblemException.refused(401, AccountErrors.passkeyNotAccepted());
    }

    private SignedIn signedIn(HttpServerRequest http) {
        return sessions.of(http).orElseThrow(() -> ProblemException.refused(401, AccountErrors.notSignedIn()));
    }

    private void refuseUnlessFresh(SignedIn owner, @Nullable String password, HttpServerRequest http) {
        if (password == null || password.isEmpty()) {
            if (passkeys.takesPassword(owner)) {
                throw ProblemException.refused(403, AccountErrors.passkeyNeedsPassword());
            }
            return;
        }
        if (password.length() > MAX_PASSWORD
                || signIns.confirm(owner.person(), password, knownBrowsers.source(http), AuditAction.PASSKEY_ADDED)
                        .isEmpty()) {
            throw ProblemException.invalid("password", AccountErrors.wrongPassword());
        }
    }

    private ProblemException refused(Person person, ErrorText why) {
        audit.note(AuditEvent.denied(AuditAction.PASSKEY_ADDED)
                .by(person.username())
                .detail(why));
        return ProblemException.refused(400, AccountErrors.passkeyNotAccepted());
    }
}
