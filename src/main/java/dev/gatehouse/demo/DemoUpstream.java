// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.demo;

import dev.gatehouse.demo.CustomerFile.Customer;
import dev.gatehouse.platform.GatehouseConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP service that the demo protects: the customers API at {@code /customers} and the calculator at
 * {@code /calculator}. Listens on a free port of the loopback address between {@link #start} and {@link #stop}. Does
 * not check tokens, because the gateway in front does.
 */
@ApplicationScoped
class DemoUpstream {

    private static final int LARGEST_BODY = 64 * 1024;
    private static final int LONGEST_FIELD = 200;
    private static final long PATIENCE_SECONDS = 10;
    private static final Pattern CUSTOMER = Pattern.compile("/customers/([^/]+)");

    private final Path file;
    private @Nullable Vertx vertx;
    private @Nullable HttpServer server;

    DemoUpstream(GatehouseConfig config) {
        this.file = config.dataDir().resolve("demo-customers.json");
    }

    /** Reads or creates the customers and starts listening. Blocks until both are done. */
    synchronized void start() {
        if (server != null) {
            return;
        }
        try {
            CustomerFile customers = CustomerFile.open(file);
            // A separate Vert.x instance, so that the demo service does not use Gatehouse's threads and metrics.
            var own = Vertx.vertx(new VertxOptions()
                    .setEventLoopPoolSize(1)
                    .setWorkerPoolSize(4)
                    .setInternalBlockingPoolSize(4));
            vertx = own;
            server = own.createHttpServer(
                            new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                    .requestHandler(request -> receive(own, request, customers))
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException failure) {
            throw new UncheckedIOException("The demo customers in " + file + " cannot be used", failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The demo upstream does not start", interruption);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("The demo upstream does not start", failure);
        }
    }

    /** Closes the port and keeps the customers. */
    synchronized void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
        if (vertx != null) {
            vertx.close();
            vertx = null;
        }
    }

    /** Returns the URL of the upstream, without a path. */
    synchronized URI address() {
        if (server == null) {
            throw new IllegalStateException("The demo upstream is not started");
        }
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private static void receive(Vertx vertx, HttpServerRequest request, CustomerFile customers) {
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() <= LARGEST_BODY) {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(_ -> request.connection().close());
        request.endHandler(_ -> vertx.executeBlocking(() -> answer(request, body, customers))
                .otherwise(DemoUpstream::apology)
                .onSuccess(answer -> answer.send(request)));
    }

    private static Answer answer(HttpServerRequest request, Buffer body, CustomerFile customers) throws IOException {
        if (body.length() > LARGEST_BODY) {
            return Answer.problem(413, "Content Too Large", "A body may have at most " + LARGEST_BODY + " bytes.");
        }
        String path = Optional.ofNullable(request.path()).orElse("/");
        HttpMethod method = request.method();
        if (path.equals("/customers")) {
            return collection(method, body, customers);
        }
        if (path.equals("/calculator")) {
            return method.equals(HttpMethod.POST)
                    ? Answer.json(200, Calculator.answer(object(body)))
                    : Answer.notAllowed(method, HttpMethod.POST);
        }
        Matcher customer = CUSTOMER.matcher(path);
        if (customer.matches()) {
            return single(method, customer.group(1), customers);
        }
        return Answer.notFound("There is nothing at " + path + ".");
    }

    private static Answer collection(HttpMethod method, Buffer body, CustomerFile customers) throws IOException {
        if (isRead(method)) {
            List<JsonObject> all =
                    customers.all().stream().map(Customer::toJson).toList();
            return Answer.json(200, new JsonObject().put("customers", new JsonArray(all)));
        }
        if (!method.equals(HttpMethod.POST)) {
            return Answer.notAllowed(method, HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);
        }
        JsonObject wanted = object(body);
        String email = text(wanted, "email");
        if (!email.matches("[^@\\s]+@[^@\\s]+")) {
            throw new IllegalArgumentException("email must be an e-mail address");
        }
        Customer created = customers.add(text(wanted, "name"), email);
        // Relative, because only the caller knows the path at the gateway.
        return Answer.json(201, created.toJson()).with("Location", "customers/" + created.id());
    }

    private static Answer single(HttpMethod method, String id, CustomerFile customers) throws IOException {
        boolean delete = method.equals(HttpMethod.DELETE);
        if (!delete && !isRead(method)) {
            return Answer.notAllowed(method, HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE);
        }
        Answer unknown = Answer.notFound("There is no customer " + id + ".");
        if (!id.matches("\\d{1,18}")) {
            return unknown;
        }
        long number = Long.parseLong(id);
        if (delete) {
            return customers.remove(number) ? Answer.empty(204) : unknown;
        }
        return customers
                .find(number)
                .map(customer -> Answer.json(200, customer.toJson()))
                .orElse(unknown);
    }

    private static boolean isRead(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    private static JsonObject object(Buffer body) {
        try {
            if (Json.decodeValue(body) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException _) {
            // Same response as for JSON that is not an object.
        }
        throw new IllegalArgumentException("the body must be a JSON object");
    }

    private static String text(JsonObject object, String field) {
        if (object.getValue(field) instanceof String text && !text.isBlank() && text.length() <= LONGEST_FIELD) {
            return text.strip();
        }
        throw new IllegalArgumentException(field + " must be a text of 1 to " + LONGEST_FIELD + " characters");
    }

    private static Answer apology(Throwable failure) {
        return failure instanceof IllegalArgumentException
                ? Answer.problem(400, "Bad Request", failure.getMessage() + ".")
                : Answer.problem(500, "Internal Server Error", "The demo upstream could not do that.");
    }
}
