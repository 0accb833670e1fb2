// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.account.AccountResource;
import dev.gatehouse.account.AccountView;
import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.GroupResource;
import dev.gatehouse.account.GroupView;
import dev.gatehouse.account.Groups;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.client.ClientResource;
import dev.gatehouse.client.ClientView;
import dev.gatehouse.client.Clients;
import dev.gatehouse.console.IdParser;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.listing.Page;
import dev.gatehouse.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Accounts and clients as members of groups: lists of members and candidates, and changes of several members at once.
 */
@ApplicationScoped
class GroupMembers {
    private final GroupResource groups;
    private final AccountResource accounts;
    private final ClientResource clients;
    private final Groups several;
    private final Accounts knownAccounts;
    private final Clients knownClients;
    private final CurrentCaller caller;

    GroupMembers(
            GroupResource groups,
            AccountResource accounts,
            ClientResource clients,
            Groups several,
            Accounts knownAccounts,
            Clients knownClients,
            CurrentCaller caller) {
        this.groups = groups;
        this.accounts = accounts;
        this.clients = clients;
        this.several = several;
        this.knownAccounts = knownAccounts;
        this.knownClients = knownClients;
        this.caller = caller;
    }

    Page<MemberRow> in(UUID group, MemberKind kind, ListQuery query) {
        return switch (kind) {
            case ACCOUNTS ->
                groups.accounts(group, query.search(), query.after(), null).map(GroupMembers::row);
            case CLIENTS ->
                groups.clients(group, query.search(), query.after(), null).map(GroupMembers::row);
        };
    }

    Page<MemberRow> candidates(UUID group, MemberKind kind, ListQuery query) {
        return switch (kind) {
            case ACCOUNTS ->
                accounts.list(query.search(), null, query.after(), null).map(account -> row(account, group));
            case CLIENTS ->
                clients.list(query.search(), null, query.after(), null).map(client -> row(client, group));
        };
    }

    /**
     * The accounts or clients of some IDs.
     *
     * @throws ProblemException when one of them does not exist
     */
    List<MemberRow> named(UUID group, MemberKind kind, List<String> ids) {
        var shown = ids.stream().distinct().limit(Page.MAX_SIZE).toList();
        return switch (kind) {
            case ACCOUNTS ->
                knownAccounts.views(uuids(shown)).stream()
                        .map(account -> row(account, group))
                        .toList();
            case CLIENTS ->
                knownClients.views(shown).stream()
                        .map(client -> row(client, group))
                        .toList();
        };
    }

    void add(UUID group, MemberKind kind, List<String> members) {
        var actor = caller.get().actor();
        switch (kind) {
            case ACCOUNTS -> several.addAccounts(group, uuids(members), actor);
            case CLIENTS -> several.addClients(group, members, actor);
        }
    }

    void remove(UUID group, MemberKind kind, List<String> members) {
        var actor = caller.get().actor();
        switch (kind) {
            case ACCOUNTS -> several.removeAccounts(group, uuids(members), actor);
            case CLIENTS -> several.removeClients(group, members, actor);
        }
    }

    private static MemberRow row(GroupView.AccountMember account) {
        return account(account.id(), account.username(), account.displayName(), account.active(), true);
    }

    private static MemberRow row(GroupView.ClientMember client) {
        return client(client.clientId(), client.name(), client.version(), client.active(), true);
    }

    private static MemberRow row(AccountView account, UUID group) {
        var member = account.groups().stream().anyMatch(in -> in.id().equals(group));
        return account(account.id(), account.username(), account.displayName(), account.active(), member);
    }

    private static MemberRow row(ClientView client, UUID group) {
        var member = client.groups().stream().anyMatch(in -> in.id().equals(group));
        return client(client.clientId(), client.name(), client.version(), client.active(), member);
    }

    private static MemberRow account(UUID id, String username, String displayName, boolean active, boolean member) {
        return new MemberRow(id.toString(), username, displayName, active, member);
    }

    private static MemberRow client(String id, String name, String version, boolean active, boolean member) {
        return new MemberRow(id, name + " " + version, id, active, member);
    }

    private static List<UUID> uuids(List<String> ids) {
        return ids.stream()
                .map(id -> IdParser.read(id).orElseThrow(() -> ProblemException.notFound(AccountErrors.notFound())))
                .toList();
    }
}
