package dev.gatehouse.console.audit;

import dev.gatehouse.audit.AuditEventView;
import io.quarkus.qute.TemplateData;
import org.jspecify.annotations.Nullable;

/**
 * An audit event with what a reader wants to go on to.
 *
 * @param word the key of the message that says in words what happened; null: it happened in another version
 * @param target what it was done to, where that says something to a person
 * @param client the name of the client that is concerned; null: there is none here, or not any more
 * @param byClient whether it was this client that acted
 * @param actorPage where to read more of who acted
 * @param targetPage where to read more of what it was done to
 * @param why where the denied call is explained
 */
@TemplateData
public record AuditEntry(
        AuditEventView event,
        @Nullable String word,
        @Nullable String target,
        @Nullable String client,
        boolean byClient,
        @Nullable String actorPage,
        @Nullable String targetPage,
        @Nullable String why) {}
