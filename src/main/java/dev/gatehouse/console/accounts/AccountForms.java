// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import dev.gatehouse.account.AccountResource;
import dev.gatehouse.account.AccountResource.AccountInput;
import dev.gatehouse.account.AccountView;
import dev.gatehouse.account.GroupResource;
import dev.gatehouse.account.NewAccountInput;
import dev.gatehouse.account.Role;
import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.console.ConsoleErrors;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.GroupChoice;
import dev.gatehouse.console.GroupChoices;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The forms of accounts. An account and its groups are saved together in one transaction. */
@ApplicationScoped
class AccountForms {
    static final String PASSWORD = "password";

    private static final String DELETE_PASSKEYS = "deletePasskeys";
    private static final String PASSWORD_CHOICE = "passwordChoice";
    private static final String GENERATE = "generate";
    private static final String ROLE = "role";
    private static final String NO_ROLE = "NONE";
    private static final String GROUPS = "groups";

    private final AccountResource accounts;
    private final GroupResource groups;
    private final GroupChoices groupChoices;
    private final EntityTags tags;

    AccountForms(AccountResource accounts, GroupResource groups, GroupChoices groupChoices, EntityTags tags) {
        this.accounts = accounts;
        this.groups = groups;
        this.groupChoices = groupChoices;
        this.tags = tags;
    }

    Form blank() {
        return Form.blank().with(ROLE, NO_ROLE).with(PASSWORD_CHOICE, GENERATE);
    }

    Form blankPassword() {
        return Form.blank().with(PASSWORD_CHOICE, GENERATE);
    }

    Form filled(AccountView account) {
        return Form.blank()
                .with(Form.VERSION, tags.of(account))
                .with("displayName", account.displayName())
                .with(ROLE, account.role() == null ? NO_ROLE : account.role())
                .with(GROUPS, ids(account));
    }

    /** Returns the groups to choose from: the first groups by name, and all groups of the account. */
    List<GroupChoice> choices(@Nullable AccountView account) {
        return groupChoices.with(
                account == null
                        ? Stream.empty()
                        : account.groups().stream().map(group -> GroupChoice.of(group.id(), group.name())));
    }

    AccountView create(Form form) {
        var generate = generates(form);
        var input = new NewAccountInput(
                form.text("username"),
                form.text("displayName"),
                generate ? null : form.value(PASSWORD),
                generate,
                role(form));
        var chosen = form.ids(GROUPS, ConsoleErrors.notAGroup());
        return QuarkusTransaction.requiringNew().call(() -> {
            var created = Objects.requireNonNull(accounts.create(input).getEntity());
            changed(List.of(), chosen).forEach(group -> groups.addAccount(group, created.id()));
            return created;
        });
    }

    /**
     * Saves an account.
     *
     * @param own whether it is the user's own account, whose role cannot be changed
     */
    AccountView save(AccountView account, Form form, boolean own) {
        var input =
                new AccountInput(form.text("displayName"), null, own ? account.role() : role(form), account.active());
        var chosen = form.ids(GROUPS, ConsoleErrors.notAGroup());
        var before = account.groups().stream().map(AccountView.InGroup::id).toList();
        return QuarkusTransaction.requiringNew().call(() -> {
            accounts.update(account.id(), input);
            changed(before, chosen).forEach(group -> {
                if (chosen.contains(group)) {
                    groups.addAccount(group, account.id());
                } else {
                    groups.removeAccount(group, account.id());
                }
            });
            return account;
        });
    }

    /** Returns the groups to change in a fixed order, because groups are locked one after the other. */
    private static SortedSet<UUID> changed(Collection<UUID> before, Collection<UUID> after) {
        var changed = new TreeSet<UUID>(before);
        changed.addAll(after);
        changed.removeIf(group -> before.contains(group) && after.contains(group));
        return changed;
    }

    AccountView replacePassword(UUID id, Form form) {
        var typed = generates(form) ? null : form.value(PASSWORD);
        var input = new AccountResource.PasswordInput(typed, form.flag(DELETE_PASSKEYS));
        return Objects.requireNonNull(accounts.replacePassword(id, input).getEntity());
    }

    private static boolean generates(Form form) {
        return form.has(PASSWORD_CHOICE, GENERATE);
    }

    private static @Nullable Role role(Form form) {
        if (form.text(ROLE) == null) {
            throw ProblemException.invalid(ROLE, CommonErrors.required());
        }
        return form.has(ROLE, NO_ROLE) ? null : form.choice(ROLE, Role.class);
    }

    private static List<UUID> ids(AccountView account) {
        return account.groups().stream().map(AccountView.InGroup::id).toList();
    }
}
