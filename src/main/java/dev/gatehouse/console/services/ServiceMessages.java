package dev.gatehouse.console.services;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the service pages, and the tabs of the Services section. */
@MessageBundle(value = "services", locale = "en")
public interface ServiceMessages {

    // // Section

    @Message("Services")
    String heading();

    @Message(
            "What can be called through the gateway. Exposing something opens it to nobody: only tokens whose scope covers its URL get through.")
    String lead();

    @Message("Parts of this section")
    String tabs();

    @Message("Projects")
    String tabProjects();

    @Message("Upstreams")
    String tabUpstreams();

    @Message("Import OpenAPI")
    String importDo();

    @Message("Add service")
    String add();

    // // List

    @Message("Search path or description")
    String searchLabel();

    @Message("All projects")
    String allProjects();

    @Message("All kinds")
    String allKinds();

    @Message("Nothing is exposed yet")
    String empty();

    @Message(
            "Has your API an OpenAPI document? Import it, and all of its resources are exposed at once. Otherwise add a REST resource or a flow service by hand.")
    String emptyAdvice();

    @Message("Name")
    String name();

    @Message("Kind")
    String kind();

    @Message("Flow service")
    String flowService();

    @Message("REST resource")
    String restResource();

    @Message("Project")
    String project();

    @Message("Path")
    String path();

    @Message("Methods")
    String methods();

    @Message("Upstream")
    String upstream();

    @Message("Last used")
    String lastUsed();

    @Message("Created")
    String created();

    @Message("Changed")
    String changed();

    @Message("Imported")
    String imported();

    // // Form

    @Message("Add a service")
    String newHeading();

    @Message("Edit service")
    String editHeading();

    @Message("One URL of the gateway, and where its calls go. A whole API is quicker with an import.")
    String newLead();

    @Message("One URL of its own, called as it is.")
    String flowServiceHint();

    @Message("A pattern below a REST API, such as /orders/*.")
    String restResourceHint();

    @Message("Services live in projects. Its ID becomes part of the URL.")
    String projectHint();

    @Message("It cannot be changed: it is part of the URL that partners call.")
    String fixed();

    @Message(
            "Of the flow service, or of the REST API: all resources of one API share it. It is part of the URL: letters, digits and . _ ~ -")
    String nameHint();

    @Message("Resource")
    String resource();

    @Message(
            "What comes after the name of the API. Begins with /; * stands for one segment, /** at the end for everything below. Empty: the API itself.")
    String resourceHint();

    @Message("None ticked: all.")
    String methodsHint();

    @Message("Upstream URL")
    String upstreamUrl();

    @Message(
            "Where the calls go: http or https, without query. A REST resource is appended to it, a flow service is called as it stands. If a declared upstream begins with the same, its credentials and limits hold.")
    String upstreamUrlHint();

    @Message("Description")
    String description();

    @Message("For those who make scopes of it. Searches find it.")
    String descriptionHint();

    @Message("Timeout in milliseconds")
    String timeout();

    @Message("Timeout")
    String timeoutIs();

    @Message(
            "How long the upstream may take until its answer begins. 1 to 3600000; empty: 30000. After that the caller gets 504.")
    String timeoutHint();

    @Message("Limits")
    String limits();

    @Message("Browser applications on other origins (CORS)")
    String cors();

    @Message(
            "Browsers ask with a preflight request before they send a call to another origin. A call needs its token in every case.")
    String corsHint();

    @Message("Off")
    String corsOff();

    @Message("Preflight requests are denied, because they carry no token.")
    String corsOffHint();

    @Message("Allow these origins")
    String corsAllow();

    @Message("Gatehouse answers preflight requests and replaces the CORS header fields of the upstream.")
    String corsAllowHint();

    @Message("Allowed origins")
    String corsOrigins();

    @Message(
            "Scheme, host and port, one per line, such as https://app.example. http is for loopback only. A single * allows every origin.")
    String corsOriginsHint();

    @Message("Pass to the upstream")
    String corsPass();

    @Message("The upstream gets preflight requests without a token and answers them.")
    String corsPassHint();

    @Message("Rate limit")
    String rateLimit();

    @Message(
            "How often it may be called by all clients together; more are answered 429 with the time to wait. Empty: as often as they like.")
    String rateLimitHint();

    @Message("Calls")
    String rateRequests();

    @Message("In seconds")
    String ratePerSeconds();

    @Message("At once")
    String rateBurst();

    @Message("After a quiet time; empty: as many as the calls.")
    String rateBurstHint();

    @Message("{requests} calls in {seconds} s, up to {burst} at once")
    String rateIs(int requests, int seconds, int burst);

    @Message("As often as they like")
    String unlimited();

    // // Preview

    @Message("What it becomes")
    String preview();

    @Message("Callers use")
    String previewUrl();

    @Message("Calls go to")
    String previewTarget();

    @Message("Choose a project and a name, and the URL stands here.")
    String previewEmpty();

    @Message("Type an upstream URL.")
    String previewNoTarget();

    @Message("Another service is exposed under this path.")
    String previewTaken();

    @Message("goes to")
    String callsGoTo();

    @Message("not to")
    String callsNotTo();

    @Message("Declared upstream")
    String declaredAs();

    @Message("None: called without credentials, with the usual limits.")
    String undeclared();

    // // Service

    @Message(
            "An OpenAPI document is its source: the next import sets methods, description and upstream again. Timeout and rate limit stay.")
    String importedNote();

    @Message("Covered by scopes")
    String scopes();

    @Message("By none yet, so nobody can call it.")
    String noScopes();

    @Message("in part")
    String partly();

    @Message("Create a scope for it")
    String makeScope();

    @Message("{n} ms")
    String milliseconds(int n);

    @Message("Select service")
    String select();

    @Message("Delete selected…")
    String deleteSelected();

    @Message("Delete these services?")
    String deleteSelectedHeading();

    @Message(
            "Calls to their URLs are refused from then on, also those of partners who use them right now. Scopes that name the URLs stay as they are, and lead nowhere.")
    String deleteSelectedExplanation();

    @Message("{#if n == 1}One service will be deleted.{#else}{n} services will be deleted.{/if}")
    String howMany(int n);

    @Message("Will be deleted")
    String willGo();

    @Message("No service was selected, or the selected ones are gone already.")
    String nothingSelected();

    @Message("Delete this service?")
    String deleteHeading();

    @Message(
            "Calls to its URL are refused from then on, also those of partners who use it right now. Scopes that name the URL stay as they are, and lead nowhere.")
    String deleteExplanation();
}
