// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A collection in Postman's import format, version 2.1.0, with the used fields only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record PostmanCollection(Info info, Auth auth, List<Item> item) {
    static final String SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

    /** The name and description of a collection. Importing a collection with the same id replaces the first one. */
    @RegisterForReflection
    public record Info(@JsonProperty("_postman_id") UUID id, String name, String description, String schema) {}

    /** A folder or a request. */
    public sealed interface Item {}

    /** A folder of items, and the scripts that run for each of its requests. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record Folder(
            String name,
            @Nullable String description,
            @Nullable List<Event> event,
            List<Item> item) implements Item {
        static Folder of(String name, @Nullable String description, List<? extends Item> items) {
            return new Folder(name, description, null, List.copyOf(items));
        }
    }

    /** A request with its scripts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record Call(
            String name,
            List<Event> event,
            @Nullable Behaviour protocolProfileBehavior,
            Request request,
            List<String> response)
            implements Item {}

    @RegisterForReflection
    public record Event(String listen, Script script) {}

    /** A script, line by line. */
    @RegisterForReflection
    public record Script(String type, List<String> exec) {}

    @RegisterForReflection
    public record Behaviour(boolean followRedirects) {}

    /** The content of a request. It uses the collection's authorization unless it has its own. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record Request(
            String method,
            @Nullable Auth auth,
            List<Field> header,
            @Nullable Body body,
            Url url,
            @Nullable String description) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record Auth(
            String type,
            @Nullable List<Setting> oauth2,
            @Nullable List<Setting> basic) {}

    /** A setting of an authorization, with a text or a boolean as its value. */
    @RegisterForReflection
    public record Setting(String key, Object value, String type) {
        static Setting of(String key, String value) {
            return new Setting(key, value, "string");
        }

        static Setting of(String key, boolean value) {
            return new Setting(key, value, "boolean");
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record Field(String key, String value, @Nullable String description) {
        static Field of(String key, String value) {
            return new Field(key, value, null);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record Body(
            String mode,
            @Nullable List<Field> urlencoded,
            @Nullable String raw) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record Url(
            String raw,
            List<String> host,
            List<String> path,
            @Nullable List<Field> query,
            @Nullable List<Field> variable) {}
}
