package dev.gatehouse.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.platform.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads the text of a document, JSON or YAML, into maps, lists and scalars. It stays within bounds whatever it is given: how
 * deep it nests, what aliases stand for, and no tag makes an object. YAML aliases become the very same object, so they cost
 * nothing until somebody walks all of it; a mapping may so even contain itself.
 */
final class OpenApiText {
    private static final String FIELD = "document";
    private static final int MAX_DEPTH = 200;
    private static final int MAX_ALIASES = 500;
    private static final int MAX_MERGED = 100_000;

    private OpenApiText() {}

    /**
     * The mapping that the text is.
     *
     * @param json whether it was sent as JSON; what was not, and begins with a brace, is JSON all the same
     * @throws ProblemException when it is not well-formed, or not a mapping
     */
    static Map<?, ?> read(byte[] bytes, boolean json) {
        var text = decode(bytes);
        if (text.isBlank()) {
            throw refused("is empty");
        }
        var read = json || text.stripLeading().startsWith("{") ? json(text) : yaml(text);
        if (read instanceof Map<?, ?> mapping) {
            return mapping;
        }
        throw refused("is not an OpenAPI document, which is an object with the field openapi");
    }

    private static String decode(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refused("is not UTF-8");
        }
    }

    private static @Nullable Object json(String text) {
        var factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        var mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        try {
            return mapper.readValue(text, Object.class);
        } catch (StreamConstraintsException e) {
            throw refused("nests deeper than " + MAX_DEPTH + " levels, or holds a name or number that is too long");
        } catch (JsonProcessingException e) {
            var line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw refused("is not well-formed JSON: line " + line + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static @Nullable Object yaml(String text) {
        var options = new LoaderOptions();
        options.setCodePointLimit(text.length());
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        try {
            return new Yaml(new BoundedConstructor(options)).load(text);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw refused("is not well-formed YAML: " + (mark == null ? "" : "line " + (mark.getLine() + 1) + ": ")
                    + (e.getContext() == null ? "" : e.getContext() + ": ") + e.getProblem());
        } catch (YAMLException e) {
            throw refused("cannot be read as YAML: " + e.getMessage());
        }
    }

    private static ProblemException refused(String why) {
        return ProblemException.invalid(FIELD, why);
    }

    /** Plain values only; keys are scalars, so that none hides a structure that explodes when it is hashed. */
    private static final class BoundedConstructor extends SafeConstructor {
        private int merged;

        BoundedConstructor(LoaderOptions options) {
            super(options);
        }

        @Override
        protected void flattenMapping(MappingNode node, boolean forceStringKeys) {
            for (var entry : node.getValue()) {
                if (!(entry.getKeyNode() instanceof ScalarNode)) {
                    throw new YAMLException(
                            "line " + (entry.getKeyNode().getStartMark().getLine() + 1) + ": a key must be a text");
                }
            }
            var merges = node.isMerged();
            super.flattenMapping(node, forceStringKeys);
            if (merges) {
                merged += node.getValue().size();
            }
            if (merged > MAX_MERGED) {
                throw new YAMLException("its merge keys (<<) make more than " + MAX_MERGED + " entries");
            }
        }
    }
}
