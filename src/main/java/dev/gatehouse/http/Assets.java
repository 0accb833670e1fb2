// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import dev.gatehouse.platform.Sha256;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.impl.MimeMapping;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The stylesheets, scripts and images of the pages. Each file is read once and all responses share its bytes, so that a
 * response to a slow client holds neither a copy nor an open file.
 */
@ApplicationScoped
public class Assets {
    private static final List<String> FOLDERS = List.of("/assets/", "/webjars/");
    private static final String ROOT = "META-INF/resources";
    private static final String CACHED = "public, immutable, max-age=3600";
    private static final int PRIORITY = 90;

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    private record Asset(Buffer bytes, String tag, String type) {}

    void register(@Observes Filters filters) {
        filters.register(this::answer, PRIORITY);
    }

    private void answer(RoutingContext routing) {
        var method = routing.request().method();
        var asset =
                HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method) ? find(routing.normalizedPath()) : null;
        if (asset == null) {
            routing.next();
            return;
        }
        var response = routing.response()
                .putHeader("Cache-Control", CACHED)
                .putHeader("ETag", asset.tag())
                .putHeader("X-Content-Type-Options", "nosniff");
        if (asset.tag().equals(routing.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", asset.type());
        if (HttpMethod.HEAD.equals(method)) {
            response.putHeader("Content-Length", String.valueOf(asset.bytes().length()))
                    .end();
        } else {
            response.end(asset.bytes());
        }
    }

    /** Caches existing files only, so that callers cannot fill the map. */
    private @Nullable Asset find(String path) {
        if (FOLDERS.stream().noneMatch(path::startsWith) || path.endsWith("/")) {
            return null;
        }
        var known = assets.get(path);
        return known == null ? read(path) : known;
    }

    private @Nullable Asset read(String path) {
        try (var source = Thread.currentThread().getContextClassLoader().getResourceAsStream(ROOT + path)) {
            if (source == null) {
                return null;
            }
            var bytes = source.readAllBytes();
            if (bytes.length == 0) {
                return null;
            }
            var tag = '"' + HexFormat.of().formatHex(Sha256.of(bytes).bytes(), 0, 16) + '"';
            var asset = new Asset(shared(bytes), tag, type(path));
            var other = assets.putIfAbsent(path, asset);
            return other == null ? asset : other;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String type(String path) {
        var type = MimeMapping.getMimeTypeForFilename(path);
        if (type == null) {
            return "application/octet-stream";
        }
        return type.startsWith("text/") || type.endsWith("javascript") ? type + ";charset=UTF-8" : type;
    }

    /** Returns a buffer that concurrent responses share without copying. */
    public static Buffer shared(byte[] bytes) {
        ByteBuf direct = Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly();
        return BufferImpl.buffer(Unpooled.unreleasableBuffer(direct));
    }
}
