// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.http.IntegrationServerAliases;
import dev.gatehouse.oauth.MultipartForm;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.OAuthParameters;
import dev.gatehouse.oauth.OAuthParameters.Trimming;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.token.TokenErrors;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters, from body and query, and the credentials of a back-channel request. RFC 6749 knows form bodies
 * only; webMethods and its clients also send JSON and {@code multipart/form-data}.
 */
@ApplicationScoped
class BackChannelRequest {
    private final ObjectMapper json;

    /** The body formats that an endpoint accepts besides forms. */
    enum Bodies {
        /** {@code multipart/form-data}, at every path. */
        MULTIPART,
        /** JSON, at every path. */
        JSON,
        /** JSON, at the paths of webMethods Integration Server only. */
        JSON_BY_ALIAS
    }

    BackChannelRequest(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Returns the valid parameters of a request.
     *
     * @throws OAuthException {@code invalid_request} if the body has another type or form, or a parameter is malformed
     */
    OAuthParameters parameters(
            byte @Nullable [] body, HttpHeaders headers, RoutingContext routing, Bodies... alternatives) {
        var aliased = IntegrationServerAliases.wasRerouted(routing);
        var trimming = aliased ? Trimming.LINES : Trimming.SPACES;
        var parameters = read(body, headers, routing.request(), trimming, taken(alternatives, aliased));
        parameters.refuseFaults();
        return parameters;
    }

    private OAuthParameters read(
            byte @Nullable [] body,
            HttpHeaders headers,
            HttpServerRequest http,
            Trimming trimming,
            List<Bodies> alternatives) {
        var type = mediaType(headers);
        if (body == null || body.length == 0) {
            return OAuthParameters.parse(http.query(), List.of(), trimming);
        }
        if (type != null && type.isCompatible(MediaType.APPLICATION_JSON_TYPE) && alternatives.contains(Bodies.JSON)) {
            return OAuthParameters.parse(http.query(), fromJson(body), trimming);
        }
        if (type != null && type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)) {
            return OAuthParameters.parse(http.query(), body, trimming);
        }
        if (type != null
                && type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE)
                && alternatives.contains(Bodies.MULTIPART)) {
            var boundary = type.getParameters().getOrDefault("boundary", "");
            var fields =
                    MultipartForm.parse(body, boundary).orElseThrow(() -> invalidRequest(TokenErrors.otherMultipart()));
            return OAuthParameters.parse(http.query(), fields, trimming);
        }
        throw invalidRequest(CommonErrors.formRequired(MediaType.APPLICATION_FORM_URLENCODED));
    }

    private static List<Bodies> taken(Bodies[] alternatives, boolean aliased) {
        var taken = new ArrayList<>(List.of(alternatives));
        if (aliased && taken.contains(Bodies.JSON_BY_ALIAS)) {
            taken.add(Bodies.JSON);
        }
        return taken;
    }

    /** Returns the members of a JSON object whose values are strings or arrays of strings. */
    private List<Map.Entry<String, String>> fromJson(byte[] body) {
        try {
            var fields = new ArrayList<Map.Entry<String, String>>();
            var read = json.readTree(body);
            if (read == null || !read.isObject()) {
                throw invalidRequest(TokenErrors.otherJson());
            }
            read.properties().forEach(member -> add(member.getKey(), member.getValue(), fields));
            return fields;
        } catch (JacksonException malformed) {
            throw invalidRequest(TokenErrors.otherJson());
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be read", e);
        }
    }

    private static void add(String name, JsonNode value, List<Map.Entry<String, String>> fields) {
        if (value.isArray()) {
            value.forEach(one -> fields.add(Map.entry(name, text(one))));
        } else if (!value.isNull()) {
            fields.add(Map.entry(name, text(value)));
        }
    }

    private static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw invalidRequest(TokenErrors.otherJson());
        }
        return value.textValue();
    }

    /** Returns all {@code Authorization} headers. */
    static List<String> authorization(HttpHeaders headers) {
        var values = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        return values == null ? List.of() : values;
    }

    /**
     * Returns an {@code invalid_client} error, with a challenge if the client sent an {@code Authorization} header (RFC
     * 6749 §5.2).
     */
    static OAuthException invalidClient(HttpHeaders headers, ErrorText description) {
        return authorization(headers).isEmpty()
                ? new OAuthException(OAuthError.INVALID_CLIENT, description)
                : OAuthException.invalidClientByHeader(description);
    }

    private static @Nullable MediaType mediaType(HttpHeaders headers) {
        try {
            return headers.getMediaType();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static OAuthException invalidRequest(ErrorText description) {
        return new OAuthException(OAuthError.INVALID_REQUEST, description);
    }
}
