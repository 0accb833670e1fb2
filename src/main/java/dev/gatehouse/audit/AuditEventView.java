// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.gatehouse.problem.ErrorText;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An audit event in responses of the admin API, and as a line of an export.
 *
 * @param at the time of the event; of several events, the time of the first
 * @param action the API name of an {@link AuditAction}
 * @param actor the actor; of several events, the common actor, or null
 * @param client the client; of several events, the common client, or null
 * @param target the target; of several events, the target of the first
 * @param detail the detail in English; of several events, the detail of the first
 * @param occurrences the number of events: 1, or the number of denials of one kind and address within a minute
 * @param lastAt the time of the last of several events; null for a single event
 * @param detailCode the code of the detail, for pages only; null if the detail is a value, or has no code
 * @param detailValues the values of the detail, as in {@link StoredDetail}
 */
@RegisterForReflection
@TemplateData
public record AuditEventView(
        UUID id,
        Instant at,
        String action,
        AuditEvent.Outcome outcome,
        @Nullable String actor,
        @Nullable String client,
        @Nullable String target,
        @Nullable String address,
        @Nullable String detail,
        long occurrences,
        @Nullable Instant lastAt,
        @JsonIgnore @Nullable String detailCode,
        @JsonIgnore @Nullable String detailValues) {

    /**
     * Returns the detail in a language of the pages. A detail without a code, or with a code that this version does not
     * know, stays as it is.
     *
     * @param words replaces names of the admin API in the values by the words of pages
     */
    public @Nullable String detailIn(Locale language, UnaryOperator<ErrorText> words) {
        return detailCode == null
                ? detail
                : StoredDetail.read(detailCode, detailValues)
                        .map(text -> AuditRecord.cut(words.apply(text).in(language), AuditRecord.MAX_DETAIL))
                        .orElse(detail);
    }
}
