package dev.gatehouse.gateway;

import dev.gatehouse.account.Person;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.service.ServiceCatalogue;
import dev.gatehouse.token.TokenState;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What many decisions in a row have to know: asked once of each thing that they have in common. For one thread. */
final class KnowledgeOnce implements Knowledge {
    private final Knowledge known;
    private final Map<String, RegisteredClient> clients = new HashMap<>();
    private final Map<UUID, Person> people = new HashMap<>();
    private @Nullable ScopeMatcher scopes;
    private @Nullable ServiceCatalogue services;

    KnowledgeOnce(Knowledge known) {
        this.known = known;
    }

    @Override
    public @Nullable TokenState token(Sha256 accessHash) {
        return known.token(accessHash);
    }

    @Override
    public @Nullable RegisteredClient client(String clientId) {
        return clients.computeIfAbsent(clientId, known::client);
    }

    @Override
    public @Nullable Person person(UUID account) {
        return people.computeIfAbsent(account, known::person);
    }

    @Override
    public ScopeMatcher scopes() {
        var asked = scopes;
        if (asked == null) {
            asked = known.scopes();
            scopes = asked;
        }
        return asked;
    }

    @Override
    public ServiceCatalogue services() {
        var asked = services;
        if (asked == null) {
            asked = known.services();
            services = asked;
        }
        return asked;
    }
}
