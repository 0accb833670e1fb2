// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The system clock. */
@ApplicationScoped
public class SystemTime implements TimeSource {

    @Override
    public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
