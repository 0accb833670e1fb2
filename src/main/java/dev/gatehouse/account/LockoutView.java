package dev.gatehouse.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether attempts to sign in with an account have to wait, because so many failed. It is what the node that is asked has
 * heard since it was started, and no more than that: the times of who else waits are in that node's memory.
 *
 * @param held whether any have to
 * @param strangersUntil until when those from all browsers that the account has not signed in with before have to; null: they
 *     need not
 * @param sources how many addresses, known browsers and clients have to for their own failures
 * @param sourcesUntil until when the last of these has to; null: there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LockoutView(
        boolean held,
        @Nullable Instant strangersUntil,
        int sources,
        @Nullable Instant sourcesUntil) {}
