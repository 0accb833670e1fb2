// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The demo's customers in a JSON file, which is replaced at every change. */
final class CustomerFile {

    /** A customer in the demo API. */
    record Customer(long id, String name, String email) {

        JsonObject toJson() {
            return new JsonObject().put("id", id).put("name", name).put("email", email);
        }

        static Customer of(JsonObject json) {
            return new Customer(json.getLong("id"), json.getString("name"), json.getString("email"));
        }
    }

    private static final List<Customer> SEED = List.of(
            new Customer(1, "Ada Lovelace", "ada@customers.example"),
            new Customer(2, "Grace Hopper", "grace@customers.example"),
            new Customer(3, "Alan Turing", "alan@customers.example"));

    private final Path file;
    private final Map<Long, Customer> customers = new LinkedHashMap<>();
    private long lastId;

    private CustomerFile(Path file) {
        this.file = file;
    }

    /** Reads the file, or creates it with three customers. */
    static CustomerFile open(Path file) throws IOException {
        var opened = new CustomerFile(file);
        if (Files.exists(file)) {
            opened.read();
        } else {
            Files.createDirectories(file.toAbsolutePath().getParent());
            SEED.forEach(customer -> opened.customers.put(customer.id(), customer));
            opened.lastId = SEED.size();
            opened.write();
        }
        return opened;
    }

    synchronized List<Customer> all() {
        return List.copyOf(customers.values());
    }

    synchronized Optional<Customer> find(long id) {
        return Optional.ofNullable(customers.get(id));
    }

    synchronized Customer add(String name, String email) throws IOException {
        lastId++;
        var customer = new Customer(lastId, name, email);
        customers.put(customer.id(), customer);
        write();
        return customer;
    }

    /**
     * Deletes a customer.
     *
     * @return false if there is no such customer
     */
    synchronized boolean remove(long id) throws IOException {
        if (customers.remove(id) == null) {
            return false;
        }
        write();
        return true;
    }

    private void read() throws IOException {
        var content = new JsonObject(Files.readString(file));
        lastId = content.getLong("lastId");
        JsonArray stored = content.getJsonArray("customers");
        for (int i = 0; i < stored.size(); i++) {
            Customer customer = Customer.of(stored.getJsonObject(i));
            customers.put(customer.id(), customer);
        }
    }

    private void write() throws IOException {
        var stored = new ArrayList<JsonObject>();
        customers.values().forEach(customer -> stored.add(customer.toJson()));
        var content = new JsonObject().put("lastId", lastId).put("customers", new JsonArray(stored));
        Path replacement = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(replacement, content.encodePrettily());
        Files.move(replacement, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
