package dev.gatehouse.account;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * That somebody showed an account to be theirs. A password may be replaced, or a passkey deleted, between that and what
 * they get for it: whoever gives it asks again, holding the account ({@link #holdsFor}).
 */
public final class SignInProof {
    private final Person person;
    private final @Nullable String means;
    private final Predicate<Account> stillHolds;

    private SignInProof(Person person, @Nullable String means, Predicate<Account> stillHolds) {
        this.person = person;
        this.means = means;
        this.stillHolds = stillHolds;
    }

    /**
     * The proof of a password.
     *
     * @param hash the stored hash that the password was compared with
     */
    public static SignInProof password(Person person, String hash) {
        return new SignInProof(person, null, account -> account.passwordHash.equals(hash));
    }

    /**
     * The proof of a passkey.
     *
     * @param stillThere whether the account still has the passkey
     */
    public static SignInProof passkey(Person person, Predicate<Account> stillThere) {
        return new SignInProof(person, "with a passkey", stillThere);
    }

    public Person person() {
        return person;
    }

    /** What was shown, for the audit log; null: a password. */
    public @Nullable String means() {
        return means;
    }

    /** @param account as it is now, and stays until the end of the transaction */
    boolean holdsFor(Account account) {
        return account.active && stillHolds.test(account);
    }
}
