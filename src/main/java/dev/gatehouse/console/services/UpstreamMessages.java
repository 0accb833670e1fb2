package dev.gatehouse.console.services;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the upstream pages. */
@MessageBundle(value = "upstreams", locale = "en")
public interface UpstreamMessages {

    @Message("Upstreams")
    String heading();

    @Message(
            "The servers behind the gateway that need more than a URL: credentials, certificates of their own, or another limit. Services belong to the upstream whose URL theirs begins with.")
    String lead();

    @Message("Declare upstream")
    String add();

    @Message("Search URL or description")
    String searchLabel();

    @Message("No upstream is declared")
    String empty();

    @Message(
            "None is needed where a server asks for no credentials and has a certificate that the system trusts. Declare one to say otherwise.")
    String emptyAdvice();

    @Message("URL")
    String url();

    @Message(
            "http or https, a host, and a path where services of one server are to be told apart. Services whose upstream URL begins with it belong to it; the longest wins.")
    String urlHint();

    @Message("Description")
    String description();

    @Message("Whose server it is, and whom to call when it is down.")
    String descriptionHint();

    @Message("How Gatehouse is let in")
    String authentication();

    @Message("What the caller sends as Authorization never goes along: it is for Gatehouse.")
    String authenticationHint();

    @Message("Without credentials")
    String none();

    @Message("The upstream trusts the network, or asks nobody.")
    String noneHint();

    @Message("With a header")
    String header();

    @Message("A field with a secret value goes with every call: an API key, or Authorization with Basic.")
    String headerHint();

    @Message("With an OAuth token")
    String clientCredentials();

    @Message("Gatehouse gets a bearer token with client credentials, keeps it, and renews it before it expires.")
    String clientCredentialsHint();

    @Message("Header name")
    String headerName();

    @Message("Such as X-Api-Key. Not one that HTTP or Gatehouse sets itself.")
    String headerNameHint();

    @Message("Header value")
    String headerValue();

    @Message("Token URL")
    String tokenUrl();

    @Message("Of the authorization server that the upstream trusts. https, because the secret is sent there.")
    String tokenUrlHint();

    @Message("Client ID")
    String clientId();

    @Message("As which Gatehouse is registered there.")
    String clientIdHint();

    @Message("Client secret")
    String clientSecret();

    @Message("It is stored encrypted, and never shown again.")
    String secretHint();

    @Message(
            "It is stored, and never shown. Leave it empty to keep it; type it anew when host, token URL or kind change.")
    String secretKept();

    @Message("A secret that was typed is never sent back to a page: please type it again.")
    String secretAgain();

    @Message("Stored encrypted, never shown")
    String secretIs();

    @Message("Where ID and secret go")
    String clientAuthentication();

    @Message("In the Authorization header (Basic)")
    String basic();

    @Message("In the form (POST)")
    String post();

    @Message("Scope")
    String scope();

    @Message("Names that the token is asked for with, separated by one space.")
    String scopeHint();

    @Message("Resource")
    String resource();

    @Message("The URI of the API that the token is for (RFC 8707), if that server wants one.")
    String resourceHint();

    @Message("Audience")
    String audience();

    @Message("The same for servers that know it by this name.")
    String audienceHint();

    @Message("Connection")
    String connection();

    @Message("Trusted certificates")
    String trustedCertificates();

    @Message(
            "PEM: certificates that the server’s own must lead to, instead of those that the system trusts. Empty: the system’s. The host name is always checked.")
    String trustedCertificatesHint();

    @Message("Those that the system trusts")
    String systemTrust();

    @Message("Calls at once")
    String maxConcurrent();

    @Message(
            "From each node, 1 to 10000; empty: 200. Calls beyond them are answered with 503 at once. One client can hold at most three quarters of them.")
    String maxConcurrentHint();

    @Message("When it fails")
    String breaker();

    @Message(
            "While it is down, calls are answered 503 with Retry-After at once, and it is tried again by single calls. Nothing has to be set for that.")
    String breakerIs();

    @Message("Risky")
    String warnings();

    @Message("Created")
    String created();

    @Message("Changed")
    String changed();

    @Message("Declare an upstream")
    String newHeading();

    @Message("Edit upstream")
    String editHeading();

    @Message("Delete this upstream?")
    String deleteHeading();

    @Message("Services whose calls go there")
    String services();

    @Message("None. A service belongs to it whose upstream URL begins with its URL.")
    String noServices();

    @Message("{#if n == 1}One service goes there:{#else}{n} services go there:{/if}")
    String deleteServices(int n);

    @Message(
            "Its services stay, and are called without credentials, with the system’s certificates and the usual limit from then on. The stored secret is lost.")
    String deleteExplanation();
}
