package dev.gatehouse.console;

import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.account.AccountResource;
import dev.gatehouse.account.AccountView;
import dev.gatehouse.account.GroupResource;
import dev.gatehouse.account.GroupView;
import dev.gatehouse.client.ClientResource;
import dev.gatehouse.client.ClientView;
import dev.gatehouse.platform.Page;
import dev.gatehouse.platform.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accounts and clients as members of groups: who is one, who might become one, and making several so at once. */
@ApplicationScoped
public class GroupMembers {
    private final GroupResource groups;
    private final AccountResource accounts;
    private final ClientResource clients;

    GroupMembers(GroupResource groups, AccountResource accounts, ClientResource clients) {
        this.groups = groups;
        this.accounts = accounts;
        this.clients = clients;
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

    /** Those of some ids that there are. */
    List<MemberRow> named(UUID group, MemberKind kind, List<String> ids) {
        return ids.stream()
                .distinct()
                .limit(Page.MAX_SIZE)
                .map(id -> switch (kind) {
                    case ACCOUNTS -> row(accounts.get(uuid(id)), group);
                    case CLIENTS -> row(clients.get(id), group);
                })
                .toList();
    }

    void add(UUID group, MemberKind kind, List<String> members) {
        QuarkusTransaction.requiringNew()
                .run(() -> members.forEach(member -> {
                    switch (kind) {
                        case ACCOUNTS -> groups.addAccount(group, uuid(member));
                        case CLIENTS -> groups.addClient(group, member);
                    }
                }));
    }

    void remove(UUID group, MemberKind kind, List<String> members) {
        QuarkusTransaction.requiringNew()
                .run(() -> members.forEach(member -> {
                    switch (kind) {
                        case ACCOUNTS -> groups.removeAccount(group, uuid(member));
                        case CLIENTS -> groups.removeClient(group, member);
                    }
                }));
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

    private static UUID uuid(@Nullable String text) {
        return TypedId.read(text).orElseThrow(() -> ProblemException.notFound(AccountErrors.notFound()));
    }
}
