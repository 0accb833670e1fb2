// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.problem.ErrorText;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a user has authenticated. The password may be replaced, or the passkey deleted, between the proof and
 * its use. The user of the proof therefore checks {@link #holdsFor} again while holding a lock on the account.
 */
public final class SignInProof {
    private final Person person;
    private final @Nullable ErrorText means;
    private final Predicate<Account> stillHolds;

    private SignInProof(Person person, @Nullable ErrorText means, Predicate<Account> stillHolds) {
        this.person = person;
        this.means = means;
        this.stillHolds = stillHolds;
    }

    /**
     * Returns the proof of a password.
     *
     * @param hash the stored hash that the password was compared with
     */
    public static SignInProof password(Person person, String hash) {
        return new SignInProof(person, null, account -> account.passwordHash.equals(hash));
    }

    /**
     * Returns the proof of a passkey.
     *
     * @param stillThere whether the account still has the passkey
     */
    public static SignInProof passkey(Person person, Predicate<Account> stillThere) {
        return new SignInProof(person, AccountDetails.passkey(), stillThere);
    }

    public Person person() {
        return person;
    }

    /** Returns the method of authentication for the audit log; null means a password. */
    public @Nullable ErrorText means() {
        return means;
    }

    /**
     * Returns whether the proof is still valid.
     *
     * @param account the current, locked state of the account
     */
    boolean holdsFor(Account account) {
        return account.active && stillHolds.test(account);
    }
}
