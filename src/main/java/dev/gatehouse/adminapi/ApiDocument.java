// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.http.Assets;
import dev.gatehouse.platform.Sha256;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * An OpenAPI document that is packaged as YAML, and its responses as YAML and JSON. The document is the same for every
 * caller and contains no stored data, so no response needs a token.
 */
public final class ApiDocument {
    private static final MediaType YAML = new MediaType("application", "yaml");
    private static final List<Variant> FORMS =
            Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, YAML).build();

    private final Format yaml;
    private final Format json;

    private ApiDocument(Format yaml, Format json) {
        this.yaml = yaml;
        this.json = json;
    }

    /** One format of the document. All responses share the same bytes without copying. */
    private record Format(Buffer bytes, EntityTag tag) {
        static Format of(byte[] bytes) {
            return new Format(
                    Assets.shared(bytes),
                    new EntityTag(HexFormat.of().formatHex(Sha256.of(bytes).bytes())));
        }
    }

    /**
     * Reads a document of the program.
     *
     * @param source the path of the YAML file on the class path
     */
    public static ApiDocument read(String source, ObjectMapper mapper) {
        var bytes = bytes(source);
        return new ApiDocument(Format.of(bytes), Format.of(json(bytes, mapper)));
    }

    /**
     * Returns the format that the caller prefers, JSON by default.
     *
     * @throws NotAcceptableException if the caller accepts neither format
     */
    public Response preferred(Request request) {
        var form = request.selectVariant(FORMS);
        if (form == null) {
            throw new NotAcceptableException();
        }
        return answer(form.getMediaType(), request);
    }

    /** Returns the document as JSON, whatever the caller prefers. */
    public Response json(Request request) {
        return answer(MediaType.APPLICATION_JSON_TYPE, request);
    }

    /** Returns the document as YAML, whatever the caller prefers. */
    public Response yaml(Request request) {
        return answer(YAML, request);
    }

    /** Answers with an entity tag, because the document changes only with the version of Gatehouse. */
    private Response answer(MediaType form, Request request) {
        var document = form.equals(YAML) ? yaml : json;
        var same = request.evaluatePreconditions(document.tag());
        var revalidated = new CacheControl();
        revalidated.setNoCache(true);
        revalidated.setNoTransform(false);
        return (same == null ? Response.ok(document.bytes(), form.withCharset(StandardCharsets.UTF_8.name())) : same)
                .tag(document.tag())
                .cacheControl(revalidated)
                .build();
    }

    private static byte[] bytes(String file) {
        try (var source = ApiDocument.class.getResourceAsStream(file)) {
            if (source == null) {
                throw new IllegalStateException("no " + file);
            }
            return source.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] json(byte[] yaml, ObjectMapper mapper) {
        var text = new String(yaml, StandardCharsets.UTF_8);
        var tree = new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(text);
        try {
            return mapper.writeValueAsBytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
