package dev.gatehouse.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.adminapi.EntityTags;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says in one line of the audit log what an edit has changed: short values before and after, of lists and long texts only
 * the names. Of the admin API's views it reads what their entity tags are made of ({@link EntityTags}): never what is
 * shown once, as a secret.
 */
@Singleton
public class Changes {
    private static final int SHORT = 60;

    /** What follows from others, or from the edit itself. */
    private static final Set<String> DERIVED = Set.of("updatedAt", "warnings");

    private final ObjectMapper mapper;
    private final EntityTags tags;

    Changes(ObjectMapper mapper, EntityTags tags) {
        this.mapper = mapper;
        this.tags = tags;
    }

    /** The fields in which two views of the same thing differ, by name. */
    public String between(Object before, Object after) {
        var old = tree(before);
        var changed = tree(after);
        var names = new TreeSet<String>();
        old.fieldNames().forEachRemaining(names::add);
        changed.fieldNames().forEachRemaining(names::add);
        names.removeAll(DERIVED);
        var differences = new ArrayList<String>();
        for (var name : names) {
            var from = old.path(name);
            var to = changed.path(name);
            if (!from.equals(to)) {
                differences.add(isShort(from) && isShort(to) ? name + ": " + text(from) + " → " + text(to) : name);
            }
        }
        return differences.isEmpty() ? "nothing" : String.join(", ", differences);
    }

    private JsonNode tree(Object view) {
        try {
            return mapper.readTree(tags.content(view));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static boolean isShort(JsonNode value) {
        return !value.isContainerNode() && value.asText().length() <= SHORT;
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "none" : value.asText();
    }
}
