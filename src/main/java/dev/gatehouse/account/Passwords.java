package dev.gatehouse.account;

import dev.gatehouse.platform.Addresses;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.FieldErrors;
import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and checks passwords with bcrypt, at most one per processor at a time and few waiting, so that a storm of
 * sign-ins cannot take the threads that tokens are issued on. Sources and accounts take turns ({@link FairTurns}), so that
 * no one of them holds up the others.
 */
@ApplicationScoped
public class Passwords {
    /** bcrypt reads no more than 72 bytes, so more would promise a strength that is not there. */
    private static final int MAX_BYTES = 72;

    private static final int MIN_LENGTH = 8;

    /** Why a person may not choose a password. */
    public enum Fault {
        TOO_SHORT,
        TOO_LONG,
        HOLDS_NUL;

        private ErrorText text() {
            return switch (this) {
                case TOO_SHORT -> AccountErrors.passwordTooShort(MIN_LENGTH);
                case TOO_LONG -> AccountErrors.passwordTooLong(MAX_BYTES);
                case HOLDS_NUL -> AccountErrors.passwordWithNul();
            };
        }
    }

    private final int cost;
    final FairTurns turns;
    private final String hashOfNothing;

    public Passwords(GatehouseConfig config) {
        this.cost = config.bcryptCost();
        this.turns = new FairTurns(Runtime.getRuntime().availableProcessors());
        this.hashOfNothing = BcryptUtil.bcryptHash("nobody", cost);
    }

    /** Notes an error unless a person may choose this password (NIST SP 800-63B §3.1.1: length, nothing else). */
    public static void check(FieldErrors errors, String field, @Nullable String password) {
        if (password == null || password.isEmpty()) {
            errors.add(field, CommonErrors.required());
            return;
        }
        faults(password).forEach(fault -> errors.add(field, fault.text()));
    }

    /** All that is wrong with a password that is not empty; nothing with one that a person may choose. */
    public static Set<Fault> faults(String password) {
        var faults = EnumSet.noneOf(Fault.class);
        if (password.length() < MIN_LENGTH) {
            faults.add(Fault.TOO_SHORT);
        }
        if (!fits(password)) {
            faults.add(Fault.TOO_LONG);
        }
        if (holdsNul(password)) {
            faults.add(Fault.HOLDS_NUL);
        }
        return faults;
    }

    /**
     * The hash to store.
     *
     * @throws BusyException when too many others wait
     */
    public String hash(String password) {
        // Whoever sets a password has been let in already, so the address says enough of them.
        var network = Addresses.network(Addresses.current());
        return turns.take(
                // No username holds a line break.
                new FairTurns.Party(network, "\n" + network), () -> BcryptUtil.bcryptHash(password, cost));
    }

    /**
     * Whether a password is the one that was hashed. Without a hash the answer is no, after as long a time, so that it
     * does not tell whether the account exists.
     *
     * @param party whose turn it takes
     * @throws BusyException when too many others wait, or too many of these
     */
    public boolean matches(String password, @Nullable String hash, FairTurns.Party party) {
        var plausible = fits(password) && !holdsNul(password);
        var same = turns.take(
                party, () -> BcryptUtil.matches(plausible ? password : "", hash == null ? hashOfNothing : hash));
        return same && plausible && hash != null;
    }

    private static boolean fits(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    private static boolean holdsNul(String password) {
        return password.indexOf('\0') >= 0;
    }
}
