// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import dev.gatehouse.audit.AuditEventView;
import io.quarkus.qute.TemplateData;
import org.jspecify.annotations.Nullable;

/**
 * An audit event with names and links for display.
 *
 * @param word the message key of the action; null if another version recorded it
 * @param target the target if it is readable, not a UUID
 * @param detail the detail in the language of the page
 * @param client the name of the client; null if there is no client, or it no longer exists
 * @param byClient whether the client is the actor
 * @param actorPage the page of the actor; null if there is none
 * @param targetPage the page of the target; null if there is none
 * @param why the page that explains a denied call; null for other events
 */
@TemplateData
public record AuditEntry(
        AuditEventView event,
        @Nullable String word,
        @Nullable String target,
        @Nullable String detail,
        @Nullable String client,
        boolean byClient,
        @Nullable String actorPage,
        @Nullable String targetPage,
        @Nullable String why) {}
