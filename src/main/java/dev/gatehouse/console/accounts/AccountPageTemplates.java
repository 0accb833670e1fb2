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

/** The pages about accounts, in {@code templates/console/accounts}; {@code own}: it is the visitor's own. */
@CheckedTemplate(basePath = "console/accounts")
public final class AccountPageTemplates {
    private AccountPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<AccountView> accounts);

    public static native TemplateInstance view(
            AccountView account, AccountUsage usage, LockoutView lockout, boolean own);

    /**
     * The form.
     *
     * @param account what is edited; null: a new one
     * @param groups that it can be in
     */
    public static native TemplateInstance form(
            @Nullable AccountView account, Form form, List<GroupChoice> groups, boolean own);

    /**
     * Another password.
     *
     * @param passkeys how many the account has
     */
    public static native TemplateInstance password(AccountView account, int passkeys, Form form);

    /** The one page that shows a generated password. */
    public static native TemplateInstance secret(AccountView account, String password);

    public static native TemplateInstance status(AccountView account, String version, @Nullable String problem);

    public static native TemplateInstance delete(
            AccountView account, AccountUsage usage, String version, @Nullable String problem);
}
