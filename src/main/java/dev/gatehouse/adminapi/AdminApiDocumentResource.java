// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.http.Assets;
import dev.gatehouse.http.Paths;
import dev.gatehouse.platform.Sha256;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
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
 * The OpenAPI document of the admin API as YAML and JSON, public, because the document is the same for every caller and
 * contains no stored data. The document is written by hand; tests compare the document with the resources and their
 * responses.
 */
@Path(Paths.ADMIN_API)
public class AdminApiDocumentResource {
    private static final String SOURCE = "/openapi/admin-api.yaml";
    private static final MediaType YAML = new MediaType("application", "yaml");
    private static final List<Variant> FORMS =
            Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, YAML).build();

    private final Document yaml;
    private final Document json;

    AdminApiDocumentResource(ObjectMapper mapper) {
        var source = read();
        this.yaml = Document.of(source);
        this.json = Document.of(json(source, mapper));
    }

    /** One format of the document. All responses share the same bytes without copying. */
    private record Document(Buffer bytes, EntityTag tag) {
        static Document of(byte[] bytes) {
            return new Document(
                    Assets.shared(bytes),
                    new EntityTag(HexFormat.of().formatHex(Sha256.of(bytes).bytes())));
        }
    }

    /** Returns the format that the caller prefers, JSON by default. */
    @GET
    @Path("/openapi")
    public Response document(@Context Request request) {
        var form = request.selectVariant(FORMS);
        if (form == null) {
            throw new NotAcceptableException();
        }
        return answer(form.getMediaType(), request);
    }

    @GET
    @Path("/openapi.json")
    public Response json(@Context Request request) {
        return answer(MediaType.APPLICATION_JSON_TYPE, request);
    }

    @GET
    @Path("/openapi.yaml")
    public Response yaml(@Context Request request) {
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

    private static byte[] read() {
        try (var source = AdminApiDocumentResource.class.getResourceAsStream(SOURCE)) {
            if (source == null) {
                throw new IllegalStateException("no " + SOURCE);
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
