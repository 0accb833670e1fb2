package dev.gatehouse.console.issuers;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages for trusted issuers. */
@MessageBundle(value = "issuers", locale = "en")
public interface IssuerMessages {

    @Message("Trusted issuers")
    String heading();

    @Message("Authorization servers elsewhere whose tokens open services here, with their scopes mapped to ours.")
    String lead();

    @Message("Add issuer")
    String add();

    @Message("Search name or issuer")
    String searchLabel();

    @Message("No other issuer is trusted")
    String empty();

    @Message("Add one when partners have an authorization server of their own and its tokens should be good here.")
    String emptyAdvice();

    @Message("Add a trusted issuer")
    String newHeading();

    @Message("Edit issuer")
    String editHeading();

    // // General

    @Message("Who it is")
    String basics();

    @Message("Name")
    String name();

    @Message("How this console and the audit log speak of it.")
    String nameHint();

    @Message("Description")
    String description();

    @Message("Issuer")
    String issuer();

    @Message(
            "Its identifier exactly as its metadata has it: an https address without query. It cannot be changed later.")
    String issuerHint();

    @Message("It cannot be changed: another issuer is another trust.")
    String issuerFixed();

    @Message("Active")
    String active();

    @Message("Not ticked: its tokens count for nothing, within a second.")
    String activeHint();

    // // Token validation

    @Message("How its tokens are judged")
    String judging();

    @Message("Validation")
    String validation();

    @Message("By signature (JWT)")
    String byJwt();

    @Message("With the keys that it publishes. A revocation over there is not noticed here before the token expires.")
    String byJwtHint();

    @Message("By asking it (introspection)")
    String byIntrospection();

    @Message("About each token (RFC 7662), remembered for a few seconds.")
    String byIntrospectionHint();

    @Message("Audience")
    String audience();

    @Message(
            "Whom tokens must be meant for. Empty: with signatures the address of this server, with introspection anybody.")
    String audienceHint();

    @Message("For signatures")
    String jwtOnly();

    @Message("Key set URL")
    String jwksUri();

    @Message("Empty: as its metadata says.")
    String jwksUriHint();

    @Message("Algorithms")
    String algorithms();

    @Message("Only these are accepted.")
    String algorithmsHint();

    @Message("Token types")
    String tokenTypes();

    @Message("Access tokens only (typ: at+jwt)")
    String atJwt();

    @Message("As RFC 9068 asks: no ID token can be taken for an access token.")
    String atJwtHint();

    @Message("Any JWT")
    String anyJwt();

    @Message("For issuers that do not set the type. Only the audience then tells access tokens from ID tokens.")
    String anyJwtHint();

    @Message("For introspection")
    String introspectionOnly();

    @Message("Introspection endpoint")
    String endpoint();

    @Message("Empty: as its metadata says.")
    String endpointHint();

    @Message("Client ID")
    String clientId();

    @Message("By which this server is known over there.")
    String clientIdHint();

    @Message("Client secret")
    String clientSecret();

    @Message("Stored encrypted, never shown.")
    String clientSecretHint();

    @Message(
            "Empty: the stored one stays. To change the endpoint or the client ID it has to be typed again. After a check without script it has to be typed again, too.")
    String clientSecretKept();

    @Message("Answers are remembered for, in seconds")
    String cacheSeconds();

    @Message("0 to 60. So long a revocation over there may go unnoticed.")
    String cacheSecondsHint();

    @Message("Token prefix")
    String tokenPrefix();

    @Message(
            "It is asked only about opaque tokens that begin so. The longest prefix wins; empty: about all that nobody else claims.")
    String tokenPrefixHint();

    // // Token permissions

    @Message("What its tokens may do")
    String rights();

    @Message("Scopes")
    String scopes();

    @Message(
            "One for each line: the scope over there, a space, the scope here that it stands for. What is not here opens nothing.")
    String scopesHint();

    @Message("Scope there")
    String scopeThere();

    @Message("Scope here")
    String scopeHere();

    @Message("None of its scopes is mapped: its tokens open nothing.")
    String scopesNone();

    @Message("Scope claim")
    String scopeClaim();

    @Message("Where its tokens hold their scopes. Empty: scope.")
    String scopeClaimHint();

    @Message("Client claim")
    String clientClaim();

    @Message("Where its tokens hold the client. Empty: client_id, else azp.")
    String clientClaimHint();

    @Message("Clients")
    String clients();

    @Message("One ID for each line; only their tokens count. Empty: those of all its clients.")
    String clientsHint();

    @Message("all of its clients")
    String allClients();

    // // Checking an issuer

    @Message("Check")
    String check();

    @Message("Check it now")
    String checkNow();

    @Message("Check asks the issuer and saves nothing.")
    String checkHint();

    @Message("What asking it has brought")
    String findings();

    @Message("Everything is as it should be.")
    String fine();

    @Message("This would be refused:")
    String wrong();

    @Message("This could not be found out:")
    String notFound();

    @Message("Its keys")
    String keysFound();

    @Message("Keys are at")
    String keysAt();

    @Message("It is asked at")
    String endpointAt();

    @Message("as its metadata says")
    String asMetadata();

    @Message("anybody")
    String anybody();

    @Message(
            "Not all could be found out when it was saved: check it now. Its tokens count as soon as it answers as it should.")
    String unanswered();

    @Message("Created")
    String created();

    @Message("Changed")
    String changed();

    @Message("State")
    String state();

    // // Deleting

    @Message("Remove trusted issuer?")
    String deleteHeading();

    @Message(
            "Its tokens are refused within a second, and its mapped scopes and its stored secret are lost. To keep them, edit it and make it inactive instead.")
    String deleteExplanation();

    @Message("Mapped scopes")
    String deleteScopes();
}
