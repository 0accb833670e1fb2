// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import dev.gatehouse.problem.ErrorText;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Builds maps, lists and strings from YAML events, which takes a fraction of the memory of YAML nodes. Every scalar
 * except null becomes a string, and tags are ignored. An alias is the same object as its anchor, so it costs no memory,
 * and a mapping may contain itself. Keeps only the requested {@link DocumentParts parts} and every anchored node,
 * because an alias may refer to the node from any location.
 */
final class YamlTree {
    private static final int MAX_MERGED = 100_000;

    /** The error of a malformed text, described for its author. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ErrorText why;

        Malformed(ErrorText why) {
            super(why.inEnglish(), null, false, false);
            this.why = why;
        }

        ErrorText why() {
            return why;
        }
    }

    private final Iterator<Event> events;
    private final int maxDepth;
    private final Map<String, @Nullable Object> anchors = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final DocumentParts.Budget budget = new DocumentParts.Budget();
    private int depth;
    private int merged;

    private YamlTree(Iterator<Event> events, int maxDepth) {
        this.events = events;
        this.maxDepth = maxDepth;
    }

    /**
     * Returns the only document of the text.
     *
     * @param length the maximum number of characters
     * @throws Malformed if the text is malformed, nested too deeply, or has too many merged entries
     */
    static @Nullable Object read(Reader text, int length, int maxDepth, DocumentParts parts) {
        var options = new LoaderOptions();
        options.setCodePointLimit(length);
        try {
            return new YamlTree(new Yaml(options).parse(text).iterator(), maxDepth).document(parts);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            var why = ImportErrors.yaml((e.getContext() == null ? "" : e.getContext() + ": ") + e.getProblem());
            throw new Malformed(mark == null ? why : ImportErrors.yamlLine(mark.getLine() + 1, why));
        } catch (YAMLException e) {
            throw new Malformed(ImportErrors.yaml(String.valueOf(e.getMessage())));
        }
    }

    private @Nullable Object document(DocumentParts parts) {
        Object root = null;
        var documents = 0;
        while (events.hasNext()) {
            var event = events.next();
            if (event.is(Event.ID.DocumentStart)) {
                documents++;
                if (documents > 1) {
                    throw malformed(event, ImportErrors.yamlSecondDocument());
                }
                root = node(events.next(), parts);
            }
        }
        return root;
    }

    private @Nullable Object node(Event event, DocumentParts wanted) {
        var anchored = event instanceof NodeEvent node && !(event instanceof AliasEvent) && node.getAnchor() != null;
        var parts = anchored ? DocumentParts.ALL : wanted;
        if (parts.isPassedOver()) {
            passOver(event);
            return null;
        }
        budget.take(() -> malformed(event, ImportErrors.yamlTooManyValues(DocumentParts.Budget.MAX_VALUES)));
        if (parts.isPresenceOnly()) {
            passOver(event);
            return null;
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, parts);
            case SequenceStartEvent start -> sequence(start, parts);
            case MappingStartEvent start -> mapping(start, parts);
            case AliasEvent alias -> anchors.get(known(alias));
            default -> throw malformed(event, ImportErrors.yamlValueMissing());
        };
    }

    private String known(AliasEvent alias) {
        if (!anchors.containsKey(alias.getAnchor())) {
            throw malformed(alias, ImportErrors.yamlUnknownAlias(alias.getAnchor()));
        }
        return alias.getAnchor();
    }

    private void passOver(Event event) {
        switch (event) {
            case ScalarEvent _ -> {}
            case SequenceStartEvent start -> {
                enter(start);
                for (var next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
                    node(next, DocumentParts.NOTHING);
                }
                depth--;
            }
            case MappingStartEvent start -> {
                enter(start);
                for (var key = events.next(); !(key instanceof MappingEndEvent); key = events.next()) {
                    name(key);
                    node(events.next(), DocumentParts.NOTHING);
                }
                depth--;
            }
            case AliasEvent alias -> known(alias);
            default -> throw malformed(event, ImportErrors.yamlValueMissing());
        }
    }

    private static String name(Event event) {
        if (event instanceof ScalarEvent key) {
            return key.getValue();
        }
        throw malformed(event, ImportErrors.yamlKey());
    }

    private @Nullable Object scalar(ScalarEvent scalar, DocumentParts parts) {
        var text = scalar.getValue();
        var absent = scalar.isPlain() && (text.isEmpty() || text.equals("~") || text.equals("null"));
        var value = absent ? null : DocumentParts.shortened(text, parts);
        anchor(scalar.getAnchor(), value);
        return value;
    }

    private List<@Nullable Object> sequence(SequenceStartEvent start, DocumentParts parts) {
        var list = new ArrayList<@Nullable Object>(2);
        anchor(start.getAnchor(), list);
        if (!parts.isWhole()) {
            passOver(start);
            return list;
        }
        enter(start);
        for (var event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            list.add(node(event, parts));
        }
        depth--;
        return list;
    }

    private Map<String, @Nullable Object> mapping(MappingStartEvent start, DocumentParts parts) {
        var map = new LinkedHashMap<String, @Nullable Object>(8);
        anchor(start.getAnchor(), map);
        if (!parts.isObject()) {
            passOver(start);
            return map;
        }
        var merges = new ArrayList<@Nullable Object>(0);
        enter(start);
        for (var event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            var name = name(event);
            if (name.equals("<<") && ((ScalarEvent) event).isPlain()) {
                var merge = events.next();
                merges.add(node(merge, merge instanceof SequenceStartEvent ? DocumentParts.ALL : parts));
                continue;
            }
            var field = parts.of(name);
            if (field.isPassedOver()) {
                node(events.next(), field);
                continue;
            }
            if (map.containsKey(name)) {
                throw malformed(event, ImportErrors.yamlDuplicateKey(name));
            }
            map.put(names.computeIfAbsent(name, text -> text), node(events.next(), field));
        }
        depth--;
        for (var value : merges) {
            merge(map, value, start);
        }
        return map;
    }

    /** Adds the entries of a merge key to the map, except keys that the map already has. */
    private void merge(Map<String, @Nullable Object> map, @Nullable Object value, Event at) {
        for (var source : value instanceof List<?> several ? several : List.of(value == null ? "" : value)) {
            if (!(source instanceof Map<?, ?> entries)) {
                throw malformed(at, ImportErrors.yamlMerge());
            }
            merged += entries.size();
            if (merged > MAX_MERGED) {
                throw malformed(at, ImportErrors.yamlMergeExplosion(MAX_MERGED));
            }
            entries.forEach((name, entry) -> map.putIfAbsent(String.valueOf(name), entry));
        }
    }

    private void anchor(@Nullable String name, @Nullable Object value) {
        if (name != null) {
            anchors.put(name, value);
        }
    }

    private void enter(Event event) {
        depth++;
        if (depth > maxDepth) {
            throw malformed(event, ImportErrors.yamlTooDeep(maxDepth));
        }
    }

    private static Malformed malformed(Event event, ErrorText why) {
        return new Malformed(ImportErrors.yamlLine(event.getStartMark().getLine() + 1, why));
    }
}
