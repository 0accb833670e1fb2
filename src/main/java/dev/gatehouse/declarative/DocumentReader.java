// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gatehouse.declarative.DocumentNode.Mapping;
import dev.gatehouse.declarative.DocumentNode.Member;
import dev.gatehouse.declarative.DocumentNode.Scalar;
import dev.gatehouse.declarative.DocumentNode.Sequence;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.SourcePosition;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
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
 * Reads a YAML or JSON text with the position of every value, within limits for any input. Plain YAML text has the
 * types of the core schema of YAML 1.2: {@code true} and {@code false} are booleans, {@code yes}, {@code no},
 * {@code on} and {@code off} are texts.
 */
public final class DocumentReader {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int MAX_MEBIBYTES = 10;
    static final int MAX_BYTES = MAX_MEBIBYTES * MEBIBYTE;
    private static final int MAX_DEPTH = 40;
    static final int MAX_VALUES = 500_000;
    private static final int MAX_MERGED = 100_000;

    /** The YAML parser's time grows quadratically with the length of a line. */
    private static final int MAX_LINE = 1_000_000;

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,30}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");
    private static final JsonNodeFactory VALUES = JsonNodeFactory.instance;

    private final String file;
    private int values;
    private int depth;

    private DocumentReader(String file) {
        this.file = file;
    }

    /**
     * Returns the object of the text.
     *
     * @param file the name of the file, for positions
     * @throws DocumentFault if the text is malformed, too large, or not an object
     */
    public static Mapping read(String file, byte[] bytes, boolean json) throws DocumentFault {
        var reader = new DocumentReader(file);
        var text = reader.text(bytes);
        var root = json ? reader.json(text) : reader.yaml(text);
        if (root instanceof Mapping mapping) {
            return mapping;
        }
        throw new DocumentFault(
                root == null ? reader.start() : root.position(),
                root == null || root.isNull() ? DeclarativeErrors.empty() : DeclarativeErrors.notAnObject());
    }

    private SourcePosition start() {
        return new SourcePosition(file, 1, 1);
    }

    private String text(byte[] bytes) throws DocumentFault {
        if (bytes.length > MAX_BYTES) {
            throw new DocumentFault(start(), DeclarativeErrors.tooLarge(MAX_MEBIBYTES));
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DocumentFault(start(), DeclarativeErrors.notUtf8());
        }
        if (text.isBlank()) {
            throw new DocumentFault(start(), DeclarativeErrors.empty());
        }
        var line = 1;
        var column = 0;
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                column = 0;
            } else if (++column > MAX_LINE) {
                throw new DocumentFault(new SourcePosition(file, line, 1), DeclarativeErrors.longLine(MAX_LINE));
            }
        }
        return text.charAt(0) == '\uFEFF' ? text.substring(1) : text;
    }

    private void enter(SourcePosition position) throws DocumentFault {
        depth++;
        if (depth > MAX_DEPTH) {
            throw new DocumentFault(position, DeclarativeErrors.tooDeep(MAX_DEPTH));
        }
    }

    private void count(SourcePosition position) throws DocumentFault {
        values++;
        if (values > MAX_VALUES) {
            throw new DocumentFault(position, DeclarativeErrors.tooManyValues(MAX_VALUES));
        }
    }

    // JSON

    private DocumentNode json(String text) throws DocumentFault {
        var factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .build();
        try (var parser = factory.createParser(new StringReader(text))) {
            parser.nextToken();
            var root = value(parser);
            if (parser.nextToken() != null) {
                throw new DocumentFault(
                        position(parser.currentTokenLocation()), DeclarativeErrors.malformed("text after the end"));
            }
            return root;
        } catch (StreamConstraintsException e) {
            throw new DocumentFault(position(e.getLocation()), DeclarativeErrors.tooDeep(MAX_DEPTH));
        } catch (JsonProcessingException e) {
            throw new DocumentFault(
                    position(e.getLocation()),
                    DeclarativeErrors.malformed(
                            e.getOriginalMessage().lines().findFirst().orElse("")));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private DocumentNode value(JsonParser parser) throws IOException, DocumentFault {
        var position = position(parser.currentTokenLocation());
        count(position);
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, position);
            case START_ARRAY -> {
                var list = new Sequence(position, new ArrayList<>(2));
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.items().add(value(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> scalar(position, VALUES.numberNode(parser.getBigIntegerValue()));
            case VALUE_NUMBER_FLOAT -> scalar(position, VALUES.numberNode(parser.getDecimalValue()));
            case VALUE_TRUE -> scalar(position, VALUES.booleanNode(true));
            case VALUE_FALSE -> scalar(position, VALUES.booleanNode(false));
            case VALUE_STRING -> scalar(position, VALUES.textNode(parser.getText()));
            case null, default -> scalar(position, VALUES.nullNode());
        };
    }

    private Mapping object(JsonParser parser, SourcePosition position) throws IOException, DocumentFault {
        var object = new Mapping(position, new LinkedHashMap<>(8));
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var key = position(parser.currentTokenLocation());
            parser.nextToken();
            if (object.members().put(name, new Member(key, value(parser))) != null) {
                throw new DocumentFault(key, DeclarativeErrors.duplicateKey(name));
            }
        }
        return object;
    }

    private static Scalar scalar(SourcePosition position, JsonNode value) {
        return new Scalar(position, value, value.asText(), false);
    }

    private SourcePosition position(@Nullable JsonLocation location) {
        return location == null
                ? start()
                : new SourcePosition(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    // YAML

    private @Nullable DocumentNode yaml(String text) throws DocumentFault {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        try {
            return new YamlEvents(
                            new Yaml(options).parse(new StringReader(text)).iterator())
                    .document();
        } catch (MarkedYAMLException e) {
            var why = (e.getContext() == null ? "" : e.getContext() + ": ") + e.getProblem();
            throw new DocumentFault(position(e.getProblemMark()), DeclarativeErrors.malformed(why));
        } catch (YAMLException e) {
            throw new DocumentFault(start(), DeclarativeErrors.malformed(String.valueOf(e.getMessage())));
        }
    }

    private SourcePosition position(@Nullable Mark mark) {
        return mark == null ? start() : new SourcePosition(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Builds nodes from the events of the YAML parser. */
    private final class YamlEvents {
        private final Iterator<Event> events;
        private final Map<String, DocumentNode> anchors = new HashMap<>();
        private int merged;

        YamlEvents(Iterator<Event> events) {
            this.events = events;
        }

        @Nullable DocumentNode document() throws DocumentFault {
            DocumentNode root = null;
            var documents = 0;
            while (events.hasNext()) {
                var event = events.next();
                if (event.is(Event.ID.DocumentStart)) {
                    documents++;
                    if (documents > 1) {
                        throw fault(event, DeclarativeErrors.secondDocument());
                    }
                    root = node(events.next());
                }
            }
            return root;
        }

        private DocumentNode node(Event event) throws DocumentFault {
            count(position(event.getStartMark()));
            if (event instanceof AliasEvent alias) {
                var anchored = anchors.get(alias.getAnchor());
                if (anchored == null) {
                    throw fault(event, DeclarativeErrors.unknownAlias(alias.getAnchor()));
                }
                return anchored;
            }
            var anchor = ((NodeEvent) event).getAnchor();
            return switch (event) {
                case ScalarEvent scalar -> anchored(anchor, scalar(scalar));
                case SequenceStartEvent start -> sequence(start, anchor);
                case MappingStartEvent start -> mapping(start, anchor);
                default -> throw fault(event, DeclarativeErrors.malformed("a value is missing"));
            };
        }

        private DocumentNode anchored(@Nullable String anchor, DocumentNode node) {
            if (anchor != null) {
                anchors.put(anchor, node);
            }
            return node;
        }

        private Sequence sequence(SequenceStartEvent start, @Nullable String anchor) throws DocumentFault {
            var list = new Sequence(position(start.getStartMark()), new ArrayList<>(2));
            anchored(anchor, list);
            enter(list.position());
            for (var event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
                list.items().add(node(event));
            }
            depth--;
            return list;
        }

        private Mapping mapping(MappingStartEvent start, @Nullable String anchor) throws DocumentFault {
            var object = new Mapping(position(start.getStartMark()), new LinkedHashMap<>(8));
            anchored(anchor, object);
            enter(object.position());
            var merges = new ArrayList<DocumentNode>(0);
            for (var event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
                if (!(event instanceof ScalarEvent key)) {
                    throw fault(event, DeclarativeErrors.notAKey());
                }
                var name = key.getValue();
                var value = node(events.next());
                if (name.equals("<<") && key.isPlain()) {
                    merges.add(value);
                } else if (object.members().put(name, new Member(position(key.getStartMark()), value)) != null) {
                    throw fault(event, DeclarativeErrors.duplicateKey(name));
                }
            }
            depth--;
            for (var merge : merges) {
                merge(object, merge);
            }
            return object;
        }

        /** Adds the fields of a merge key, except fields that the object already has. */
        private void merge(Mapping object, DocumentNode value) throws DocumentFault {
            var sources = value instanceof Sequence several ? several.items() : List.of(value);
            for (var source : sources) {
                if (!(source instanceof Mapping fields)) {
                    throw new DocumentFault(source.position(), DeclarativeErrors.notMergeable());
                }
                merged += fields.members().size();
                if (merged > MAX_MERGED) {
                    throw new DocumentFault(object.position(), DeclarativeErrors.tooManyValues(MAX_MERGED));
                }
                fields.members().forEach(object.members()::putIfAbsent);
            }
        }

        private Scalar scalar(ScalarEvent event) {
            var text = event.getValue();
            return new Scalar(
                    position(event.getStartMark()),
                    event.isPlain() ? plain(text) : VALUES.textNode(text),
                    text,
                    event.isPlain());
        }

        private static JsonNode plain(String text) {
            return switch (text) {
                case "", "~", "null", "Null", "NULL" -> VALUES.nullNode();
                case "true", "True", "TRUE" -> VALUES.booleanNode(true);
                case "false", "False", "FALSE" -> VALUES.booleanNode(false);
                default -> {
                    if (WHOLE.matcher(text).matches()) {
                        yield VALUES.numberNode(new BigInteger(text));
                    }
                    yield DECIMAL.matcher(text).matches()
                            ? VALUES.numberNode(new BigDecimal(text))
                            : VALUES.textNode(text);
                }
            };
        }

        private DocumentFault fault(Event event, ErrorText why) {
            return new DocumentFault(position(event.getStartMark()), why);
        }
    }
}
