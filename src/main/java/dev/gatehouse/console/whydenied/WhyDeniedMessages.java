package dev.gatehouse.console.whydenied;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page <em>Why denied?</em>. */
@MessageBundle(value = "why", locale = "en")
public interface WhyDeniedMessages {

    @Message("Why denied?")
    String heading();

    @Message(
            "Describe a call, and see each step of the decision about it, and what would change it. Nothing is called and nothing is changed.")
    String lead();

    @Message("The call")
    String theCall();

    @Message("Method")
    String method();

    @Message("URL")
    String url();

    @Message("A path that begins with /integration, or the whole URL as the client calls it.")
    String urlHint();

    @Message("Who calls")
    String by();

    @Message("Whoever sends this token")
    String byToken();

    @Message("A token from Token Management")
    String byTokenId();

    @Message("Id of the token")
    String tokenId();

    @Message("As its page shows it. The token itself is not needed.")
    String tokenIdHint();

    @Message("A client, with a token that it could get")
    String byClient();

    @Message("Access token")
    String token();

    @Message("It is checked here and kept nowhere. Empty: a call without a token.")
    String tokenHint();

    @Message("Client ID")
    String client();

    @Message("Scopes")
    String scopes();

    @Message("With spaces between them. Empty: all that the client may ask for.")
    String scopesHint();

    @Message("Username of who granted it")
    String account();

    @Message("Empty: the client acts for itself.")
    String accountHint();

    @Message("Another proxy forwards the call and asks by forward-auth")
    String forwardAuth();

    @Message("Explain")
    String ask();

    @Message("This call is let through")
    String allowed();

    @Message("The caller gets what the service behind it answers.")
    String allowedNote();

    @Message("This call is denied")
    String denied();

    @Message("The caller is answered")
    String answer();

    @Message("What would change it")
    String whatToDo();

    @Message("Step by step")
    String steps();

    @Message("It goes before these services, which match the call too:")
    String goesBefore();

    @Message("passed")
    String passed();

    @Message("failed")
    String failed();

    @Message("not reached")
    String notReached();

    @Message("What the decision knew")
    String facts();

    @Message("Path")
    String path();

    @Message("Scopes of the token")
    String tokenCarries();

    @Message("of which count")
    String tokenCounts();

    @Message("Issued")
    String issued();

    @Message("Expires")
    String expires();

    @Message("Lifetime")
    String lifetime();

    @Message("may ask for")
    String clientMay();

    @Message("Scopes that would allow this call")
    String sufficient();

    @Message("URLs in scopes that match the path")
    String patterns();

    @Message("Exposed service")
    String service();

    @Message("none")
    String noneOfThem();

    @Message("Issuer")
    String issuer();

    @Message("Finding")
    String finding();

    @Message("Subject")
    String subject();

    @Message("Path")
    String stepPath();

    @Message("The path can be read in one way only")
    String stepPathWhy();

    @Message("Token")
    String stepBearerToken();

    @Message("There is one bearer token, in the header")
    String stepBearerTokenWhy();

    @Message("Known")
    String stepTokenKnown();

    @Message("The token was issued here and is still there")
    String stepTokenKnownWhy();

    @Message("Issuer")
    String stepIssuer();

    @Message("The other issuer is trusted")
    String stepIssuerWhy();

    @Message("Signature")
    String stepSignature();

    @Message("A key of the issuer has signed it")
    String stepSignatureWhy();

    @Message("Type")
    String stepTokenType();

    @Message("It is an access token")
    String stepTokenTypeWhy();

    @Message("Audience")
    String stepAudience();

    @Message("It is meant for this server")
    String stepAudienceWhy();

    @Message("Not revoked")
    String stepNotRevoked();

    @Message("The token is not revoked")
    String stepNotRevokedWhy();

    @Message("Not expired")
    String stepNotExpired();

    @Message("The token has not expired")
    String stepNotExpiredWhy();

    @Message("Client active")
    String stepClientActive();

    @Message("The client is active")
    String stepClientActiveWhy();

    @Message("Account active")
    String stepAccountActive();

    @Message("Who granted it may still sign in")
    String stepAccountActiveWhy();

    @Message("Resource")
    String stepResource();

    @Message("The token is meant for this URL")
    String stepResourceWhy();

    @Message("Scope")
    String stepScope();

    @Message("A scope of the token covers method and URL")
    String stepScopeWhy();

    @Message("Service")
    String stepService();

    @Message("A service is exposed under this URL")
    String stepServiceWhy();

    @Message("Method")
    String stepMethod();

    @Message("The service answers to this method")
    String stepMethodWhy();

    @Message("Rate limit")
    String stepRateLimit();

    @Message("Neither client nor service is called too often")
    String stepRateLimitWhy();
}
