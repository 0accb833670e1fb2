package dev.gatehouse.console.clients;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the client registration form. */
@MessageBundle(value = "registration", locale = "en")
public interface RegistrationMessages {

    @Message("Register a client")
    String newHeading();

    @Message("Edit client")
    String editHeading();

    @Message("Register")
    String register();

    @Message("General")
    String identity();

    @Message(
            "People see it when they are asked for permission. It cannot be changed later. Without & ( ) \\ ; , / \" : ' < >")
    String nameHint();

    @Message("Together with the name it is unique. It cannot be changed later either.")
    String versionHint();

    @Message("It cannot be changed. Register another client instead.")
    String fixed();

    @Message("Description")
    String description();

    @Message("One sentence about what it does, for the person who is asked for permission.")
    String descriptionHint();

    @Message("How it gets tokens")
    String access();

    @Message("Client type")
    String typeLegend();

    @Message("An application on a server. It proves with a client secret who it is.")
    String confidentialHint();

    @Message(
            "An application in a browser or on a device, where anybody could read a secret: it has none, and PKCE protects it.")
    String publicHint();

    @Message("Changing it to public destroys the secret; changing it to confidential makes one.")
    String turnsPublic();

    @Message("Allowed grants")
    String grants();

    @Message(
            "A public client may have the authorization code and implicit only: with the other two its secret proves who it is.")
    String grantsHint();

    @Message("Authorization code")
    String authorizationCode();

    @Message("A person signs in and grants access; the client then acts for them.")
    String authorizationCodeHint();

    @Message("Client credentials")
    String clientCredentials();

    @Message("The client acts for itself, without a person. For confidential clients only.")
    String clientCredentialsHint();

    @Message("Resource owner password credentials")
    String password();

    @Message("The client asks people for their passwords. Only for old clients, and confidential ones.")
    String passwordHint();

    @Message("Implicit")
    String implicit();

    @Message("The token passes through the address bar of the browser. Only for old clients.")
    String implicitHint();

    @Message("Switched off for everybody in the settings: it has no effect now.")
    String switchedOff();

    @Message("Redirect URIs")
    String redirectUris();

    @Message("Where users are sent after they decide, one for each line. https, or http on 127.0.0.1 or [::1], or a"
            + " private-use scheme with a dot, such as com.example.app:/callback. http on localhost and schemes"
            + " without a dot work with a warning. Must match exactly, except for the case of scheme and host and"
            + " the port of a loopback address.")
    String redirectUrisHint();

    @Message("Postman may receive it too")
    String postmanToo();

    @Message(
            "Adds https://oauth.pstmn.io/v1/callback, so that the exported collection works at once. Leave it out for a client in production.")
    String postmanTooHint();

    @Message("Browser applications")
    String origins();

    @Message("Origins whose scripts may read the answers of the token and revocation endpoints (CORS).")
    String originsHint();

    @Message("Origins of the https redirect URIs")
    String originsOfRedirectUris();

    @Message("Only these origins")
    String originsListed();

    @Message("Allowed origins")
    String allowedOrigins();

    @Message(
            "Scheme, host and port, one per line, such as https://app.example. http is for loopback only. No lines: no origin.")
    String allowedOriginsHint();

    @Message("Require PKCE")
    String pkce();

    @Message("PKCE keeps others from using an authorization code that they got hold of.")
    String pkceHint();

    @Message("Use global setting")
    String global();

    @Message(
            "{#if required}Now: yes, for every client.{#else}Now: yes for public clients, no for confidential ones.{/if}")
    String pkceGlobalHint(boolean required);

    @Message("Yes")
    String pkceYes();

    @Message("No")
    String pkceNo();

    @Message("Only for old clients that do not know it. A challenge that is sent is checked all the same.")
    String pkceNoHint();

    @Message("Approval")
    String approval();

    @Message("When people are asked whether they grant access.")
    String approvalHint();

    @Message("Ask always")
    String approvalAlways();

    @Message("Ask once for each set of scopes")
    String approvalOnce();

    @Message("The consent of a user is remembered until the user revokes it.")
    String approvalOnceHint();

    @Message("Never ask")
    String approvalNever();

    @Message("Only for a client of your own: whoever is signed in has granted.")
    String approvalNeverHint();

    @Message("How long its tokens live")
    String tokens();

    @Message("Expiration interval")
    String expiration();

    @Message("Now: {n} seconds.")
    String expirationGlobalHint(Integer n);

    @Message("Now: they never expire.")
    String expirationGlobalNever();

    @Message("Never expires")
    String expirationNever();

    @Message("A leaked token works until somebody revokes it.")
    String expirationNeverHint();

    @Message("Expires in")
    String expirationSeconds();

    @Message("Seconds")
    String seconds();

    @Message("1 to 2147483647.")
    String secondsHint();

    @Message("Refresh count")
    String refresh();

    @Message(
            "How often the client may exchange its refresh token for new tokens without asking anybody. Client credentials have no refresh token.")
    String refreshHint();

    @Message("Unlimited")
    String unlimited();

    @Message("Limited")
    String limited();

    @Message("Refreshes")
    String refreshCount();

    @Message("0 or empty: no refresh token.")
    String refreshCountHint();

    @Message("Refresh token inactivity limit (days)")
    String refreshInactivity();

    @Message("Refresh token maximum age (days)")
    String refreshMaximumAge();

    @Message("Empty: the tenant setting, now {#if days == 0}no limit{#else}{days}{/if}. 0: no limit.")
    String refreshDaysHint(int days);

    @Message("No limit")
    String refreshNoLimit();

    @Message("Token type header")
    String typeHeader();

    @Message("The typ header of access tokens in JWT format.")
    String typeHeaderHint();

    @Message("Now: at+jwt.")
    String typeHeaderGlobalAtJwt();

    @Message("Now: JWT.")
    String typeHeaderGlobalJwt();

    @Message("at+jwt")
    String typeHeaderAtJwt();

    @Message("As RFC 9068 requires: a token of another kind cannot be taken for an access token.")
    String typeHeaderAtJwtHint();

    @Message("JWT")
    String typeHeaderJwt();

    @Message("For resource servers whose libraries reject at+jwt.")
    String typeHeaderJwtHint();

    @Message("Access token format")
    String format();

    @Message("Now: JWT.")
    String formatGlobalJwt();

    @Message("Now: opaque.")
    String formatGlobalOpaque();

    @Message("JWT")
    String jwt();

    @Message("Signed; other resource servers can check it themselves (RFC 9068).")
    String jwtHint();

    @Message("Opaque")
    String opaque();

    @Message("A random text that says nothing to anybody who finds it.")
    String opaqueHint();

    @Message("Advanced")
    String more();

    @Message("Resource server")
    String resourceServer();

    @Message("It is a resource server")
    String resourceServerBox();

    @Message(
            "It may introspect tokens whose scopes cover URLs that its own scopes cover. For confidential clients only.")
    String resourceServerHint();

    @Message("Rate limit")
    String rateLimit();

    @Message("Unlimited")
    String rateLimitNone();

    @Message("So many calls in so many seconds, over all services")
    String rateLimitSome();

    @Message("Calls")
    String rateRequests();

    @Message("in seconds")
    String ratePerSeconds();

    @Message("At once")
    String rateBurst();

    @Message("So many calls at the same moment; empty: as many as above.")
    String rateBurstHint();

    @Message("{requests} in {perSeconds} s, {burst} at once")
    String rateValue(int requests, int perSeconds, int burst);

    @Message("Associated scopes")
    String scopesLegend();

    @Message("Only these can be requested. You can change them at any time.")
    String scopesHint();

    @Message("There is no scope of your own yet. The client can be registered all the same, and associated later.")
    String noScopes();

    @Message("For the admin API: people must be administrators or auditors to grant it.")
    String adminScope();

    @Message("Other scopes")
    String otherScopes();

    @Message(
            "There are more than are shown. Names, with spaces between them; or associate them after the registration, where you can search.")
    String otherScopesHint();

    @Message("Status and associated scopes are changed on the pages of the client.")
    String elsewhere();
}
