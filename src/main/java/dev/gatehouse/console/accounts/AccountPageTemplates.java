// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import dev.gatehouse.account.AccountView;
import dev.gatehouse.account.LockoutView;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.GroupChoice;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.listing.Page;
import dev.gatehouse.usage.AccountUsage;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account pages in {@code templates/console/accounts}. The parameter {@code own} is true for the user's own
 * account.
 */
@CheckedTemplate(basePath = "console/accounts")
public final class AccountPageTemplates {
    private AccountPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<AccountView> accounts);

    public static native TemplateInstance view(
            AccountView account, AccountUsage usage, LockoutView lockout, boolean own);

    /**
     * The form of an account.
     *
     * @param account the account to edit; null: a new account
     * @param groups the groups to choose from
     */
    public static native TemplateInstance form(
            @Nullable AccountView account, Form form, List<GroupChoice> groups, boolean own);

    /**
     * The form for a new password.
     *
     * @param passkeys the number of passkeys of the account
     */
    public static native TemplateInstance password(AccountView account, int passkeys, Form form);

    /** The page that shows a generated password once. */
    public static native TemplateInstance secret(AccountView account, String password);

    public static native TemplateInstance status(AccountView account, String version, @Nullable String problem);

    public static native TemplateInstance delete(
            AccountView account, AccountUsage usage, String version, @Nullable String problem);
}
