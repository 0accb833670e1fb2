// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.platform.TimeSource;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Relative times for templates: how long ago, or how long until. */
@Named("ago")
@ApplicationScoped
public class Ago {
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The distance between two times, in the largest unit of which it has at least one. */
    @TemplateData
    public record Distance(boolean past, String unit, long count) {}

    private final TimeSource time;

    Ago(TimeSource time) {
        this.time = time;
    }

    /** Returns the distance from now to a time. */
    public Distance to(Instant instant) {
        var span = Duration.between(instant, time.now());
        var past = !span.isNegative();
        var length = span.abs();
        if (length.toSeconds() < 60) {
            return new Distance(past, "seconds", length.toSeconds());
        }
        if (length.toMinutes() < 60) {
            return new Distance(past, "minutes", length.toMinutes());
        }
        if (length.toHours() < 24) {
            return new Distance(past, "hours", length.toHours());
        }
        if (length.toDays() < 31) {
            return new Distance(past, "days", length.toDays());
        }
        return length.toDays() < 365
                ? new Distance(past, "months", length.toDays() / 30)
                : new Distance(past, "years", length.toDays() / 365);
    }

    /** Returns an ISO 8601 time, to the second. */
    public String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Returns the time as text in UTC, to the second. */
    public String exact(Instant instant) {
        return EXACT.format(instant);
    }
}
