package dev.gatehouse.gateway;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Person;
import dev.gatehouse.client.Clients;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.issuer.ExternalTokens;
import dev.gatehouse.issuer.Judgement;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.service.ServiceCatalogue;
import dev.gatehouse.token.TokenState;
import dev.gatehouse.token.TokenStates;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a decision has to know. A null answer means that there is no such thing. */
public interface Knowledge {
    @Nullable TokenState token(Sha256 accessHash);

    /** What a token is worth that was not issued here. */
    Judgement external(String bearer);

    @Nullable RegisteredClient client(String clientId);

    @Nullable Person person(UUID account);

    ScopeMatcher scopes();

    ServiceCatalogue services();

    /** The same, but for one token, which is supposed to be there. */
    static Knowledge supposing(Sha256 hash, TokenState token, Knowledge known) {
        return new Same(known) {
            @Override
            public @Nullable TokenState token(Sha256 accessHash) {
                return accessHash.equals(hash) ? token : super.token(accessHash);
            }
        };
    }

    /** The same, but for what has been found out about the one token that was not issued here. */
    static Knowledge having(Judgement judgement, Knowledge known) {
        return new Same(known) {
            @Override
            public Judgement external(String bearer) {
                return judgement;
            }
        };
    }

    /** What something else knows. */
    class Same implements Knowledge {
        private final Knowledge known;

        Same(Knowledge known) {
            this.known = known;
        }

        @Override
        public @Nullable TokenState token(Sha256 accessHash) {
            return known.token(accessHash);
        }

        @Override
        public Judgement external(String bearer) {
            return known.external(bearer);
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
    }

    /** Thrown where an issuer has to be asked first. Whoever takes its answer is on a thread that may compute. */
    final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Future<Supplier<Judgement>> answer;

        NotYet(Future<Supplier<Judgement>> answer) {
            super("not yet", null, false, false);
            this.answer = answer;
        }

        public Future<Supplier<Judgement>> answer() {
            return answer;
        }
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
        private final ExternalTokens externalTokens;
        private final Clients clients;
        private final Accounts accounts;
        private final Scopes scopes;
        private final ExposedServices services;

        Sources(
                TokenStates tokens,
                ExternalTokens externalTokens,
                Clients clients,
                Accounts accounts,
                Scopes scopes,
                ExposedServices services) {
            this.tokens = tokens;
            this.externalTokens = externalTokens;
            this.clients = clients;
            this.accounts = accounts;
            this.scopes = scopes;
            this.services = services;
        }

        /** Never waits; every method throws {@link NotInMemory} where it would have to. */
        public Knowledge inMemory(String tenant) {
            return new Knowledge() {
                @Override
                public @Nullable TokenState token(Sha256 accessHash) {
                    var token = tokens.ifCached(tenant, accessHash);
                    // What is remembered as another issuer's was looked for among ours before.
                    return token == null && externalTokens.ifRemembered(tenant, accessHash) != null
                            ? null
                            : remembered(token);
                }

                @Override
                public Judgement external(String bearer) {
                    return remembered(externalTokens.ifRemembered(tenant, Sha256.of(bearer)));
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

        /** For the current tenant, on a thread that may wait for the database; {@link NotYet} is for whom issuers answer. */
        public Knowledge complete() {
            return new Knowledge() {
                @Override
                public @Nullable TokenState token(Sha256 accessHash) {
                    return tokens.find(accessHash);
                }

                @Override
                public Judgement external(String bearer) {
                    var answer = externalTokens.judge(bearer);
                    if (answer.succeeded()) {
                        return answer.result().get();
                    }
                    throw new NotYet(answer);
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
