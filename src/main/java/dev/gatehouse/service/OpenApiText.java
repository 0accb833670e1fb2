package dev.gatehouse.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.platform.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a document, JSON or YAML, into maps, lists and scalars, within bounds whatever it is given. What it
 * yields may contain itself, so nobody may print it or walk all of it.
 */
final class OpenApiText {
    private static final String FIELD = "document";
    private static final int MAX_DEPTH = 200;

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
        } catch (JsonEOFException e) {
            throw refused("is not well-formed JSON: it ends too early, in line "
                    + e.getLocation().getLineNr());
        } catch (JsonProcessingException e) {
            var line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw refused("is not well-formed JSON: line " + line + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static @Nullable Object yaml(String text) {
        try {
            return YamlTree.read(text, MAX_DEPTH);
        } catch (YamlTree.Malformed e) {
            throw refused("cannot be read as YAML: " + e.getMessage());
        }
    }

    private static ProblemException refused(String why) {
        return ProblemException.invalid(FIELD, why);
    }
}
