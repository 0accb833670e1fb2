package dev.gatehouse.console;

import dev.gatehouse.account.AccountResource;
import dev.gatehouse.account.GroupResource;
import dev.gatehouse.client.ClientResource;
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
                groups.accounts(group, query.search(), query.after(), null)
                        .map(account -> new MemberRow(
                                account.id().toString(),
                                account.username(),
                                account.displayName(),
                                account.active(),
                                true));
            case CLIENTS ->
                groups.clients(group, query.search(), query.after(), null)
                        .map(client -> new MemberRow(
                                client.clientId(),
                                client.name() + " " + client.version(),
                                client.clientId(),
                                client.active(),
                                true));
        };
    }

    Page<MemberRow> candidates(UUID group, MemberKind kind, ListQuery query) {
        return switch (kind) {
            case ACCOUNTS ->
                accounts.list(query.search(), null, query.after(), null)
                        .map(account -> new MemberRow(
                                account.id().toString(),
                                account.username(),
                                account.displayName(),
                                account.active(),
                                account.groups().stream().anyMatch(in -> in.id().equals(group))));
            case CLIENTS ->
                clients.list(query.search(), null, query.after(), null)
                        .map(client -> new MemberRow(
                                client.clientId(),
                                client.name() + " " + client.version(),
                                client.clientId(),
                                client.active(),
                                client.groups().stream().anyMatch(in -> in.id().equals(group))));
        };
    }

    void add(UUID group, MemberKind kind, List<String> members) {
        QuarkusTransaction.requiringNew()
                .run(() -> members.forEach(member -> {
                    switch (kind) {
                        case ACCOUNTS -> groups.addAccount(group, account(member));
                        case CLIENTS -> groups.addClient(group, member);
                    }
                }));
    }

    void remove(UUID group, MemberKind kind, List<String> members) {
        QuarkusTransaction.requiringNew()
                .run(() -> members.forEach(member -> {
                    switch (kind) {
                        case ACCOUNTS -> groups.removeAccount(group, account(member));
                        case CLIENTS -> groups.removeClient(group, member);
                    }
                }));
    }

    private static UUID account(@Nullable String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            throw ProblemException.notFound("The account");
        }
    }
}
