package dev.gatehouse.gateway;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Person;
import dev.gatehouse.client.Clients;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.service.ServiceCatalogue;
import dev.gatehouse.token.TokenState;
import dev.gatehouse.token.TokenStates;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a decision has to know. A null answer means that there is no such thing. */
interface Knowledge {
    @Nullable TokenState token(Sha256 accessHash);

    @Nullable RegisteredClient client(String clientId);

    @Nullable Person person(UUID account);

    ScopeMatcher scopes();

    ServiceCatalogue services();

    /** The same, but for one token, which is supposed to be there. */
    static Knowledge supposing(Sha256 hash, TokenState token, Knowledge known) {
        return new Knowledge() {
            @Override
            public @Nullable TokenState token(Sha256 accessHash) {
                return accessHash.equals(hash) ? token : known.token(accessHash);
            }

            @Override
            public @Nullable RegisteredClient client(String clientId) {
                return known.client(clientId);
            }

            @Override
            public @Nullable Person person(UUID account) {
                return known.person(account);
            }

            @Override
            public ScopeMatcher scopes() {
                return known.scopes();
            }

            @Override
            public ServiceCatalogue services() {
                return known.services();
            }
        };
    }

    /** Thrown where memory does not hold the answer, so that the database must be asked, on a thread that may wait. */
    final class NotInMemory extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotInMemory() {
            super("not in memory", null, false, false);
        }
    }

    /** The two ways to know: from memory alone, or from the database where memory does not hold it. */
    @ApplicationScoped
    class Sources {
        private final TokenStates tokens;
        private final Clients clients;
        private final Accounts accounts;
        private final Scopes scopes;
        private final ExposedServices services;

        Sources(TokenStates tokens, Clients clients, Accounts accounts, Scopes scopes, ExposedServices services) {
            this.tokens = tokens;
            this.clients = clients;
            this.accounts = accounts;
            this.scopes = scopes;
            this.services = services;
        }

        /** Never waits; every method throws {@link NotInMemory} where it would have to. */
        Knowledge inMemory(String tenant) {
            return new Knowledge() {
                @Override
                public TokenState token(Sha256 accessHash) {
                    return remembered(tokens.ifCached(tenant, accessHash));
                }

                @Override
                public RegisteredClient client(String clientId) {
                    return remembered(clients.ifCached(tenant, clientId));
                }

                @Override
                public Person person(UUID account) {
                    return remembered(accounts.ifCached(tenant, account));
                }

                @Override
                public ScopeMatcher scopes() {
                    return remembered(scopes.matcherIfCached(tenant));
                }

                @Override
                public ServiceCatalogue services() {
                    return remembered(services.catalogueIfCached(tenant));
                }
            };
        }

        /** For the current tenant, on a thread that may wait. */
        Knowledge complete() {
            return new Knowledge() {
                @Override
                public @Nullable TokenState token(Sha256 accessHash) {
                    return tokens.find(accessHash);
                }

                @Override
                public @Nullable RegisteredClient client(String clientId) {
                    return clients.registered(clientId);
                }

                @Override
                public @Nullable Person person(UUID account) {
                    return accounts.person(account);
                }

                @Override
                public ScopeMatcher scopes() {
                    return scopes.matcher();
                }

                @Override
                public ServiceCatalogue services() {
                    return services.catalogue();
                }
            };
        }

        private static <T> T remembered(@Nullable T answer) {
            if (answer == null) {
                throw new NotInMemory();
            }
            return answer;
        }
    }
}
