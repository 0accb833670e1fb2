package dev.gatehouse.gateway;

import dev.gatehouse.account.Person;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.service.ServiceCatalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What many decisions in a row have to know: asked once of each thing that they have in common. For one thread. */
public final class KnowledgeOnce extends Knowledge.Same {
    private final Map<String, RegisteredClient> clients = new HashMap<>();
    private final Map<UUID, Person> people = new HashMap<>();
    private @Nullable ScopeMatcher scopes;
    private @Nullable ServiceCatalogue services;

    public KnowledgeOnce(Knowledge known) {
        super(known);
    }

    @Override
    public @Nullable RegisteredClient client(String clientId) {
        return clients.computeIfAbsent(clientId, super::client);
    }

    @Override
    public @Nullable Person person(UUID account) {
        return people.computeIfAbsent(account, super::person);
    }

    @Override
    public ScopeMatcher scopes() {
        var asked = scopes;
        if (asked == null) {
            asked = super.scopes();
            scopes = asked;
        }
        return asked;
    }

    @Override
    public ServiceCatalogue services() {
        var asked = services;
        if (asked == null) {
            asked = super.services();
            services = asked;
        }
        return asked;
    }
}
