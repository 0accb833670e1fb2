// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Spells a path differently at random. Each step keeps the meaning of the path or uses a spelling that servers
 * interpret differently. The server must therefore reject the result or treat it like the original path.
 */
public final class Respelling {
    private static final int MAX_STEPS = 5;

    private final Random random;
    private final List<UnaryOperator<String>> steps = List.of(
            this::encodeOne,
            this::encodeOne,
            path -> atSlash(path, "//"),
            path -> atSlash(path, "/./"),
            path -> atSlash(path, "/%2e/"),
            path -> atSlash(path, "/x/../"),
            path -> atSlash(path, "/x/y/%2E./.%2e/"),
            path -> atSlash(path, "/x//../"),
            path -> atSlash(path, "/;/"),
            path -> atSlash(path, ";x=1/"),
            path -> atSlash(path, "%2f"),
            path -> atSlash(path, "\\"),
            path -> atSlash(path, "/%252e/"),
            path -> atSlash(path, "/x/..;/"),
            path -> atSlash(path, "/x/%c0%ae%c0%ae/"),
            path -> atSlash(path, "/x/%ef%bc%8e%ef%bc%8e/"),
            path -> atSlash(path, "%00/"));

    public Respelling(long seed) {
        this.random = new Random(seed);
    }

    public String of(String plain) {
        var path = plain;
        for (var step = random.nextInt(MAX_STEPS) + 1; step > 0; step--) {
            path = steps.get(random.nextInt(steps.size())).apply(path);
        }
        return path;
    }

    /**
     * Percent-encodes one character. Semicolons and percent signs are left out, because encoding them changes the
     * meaning of the path.
     */
    private String encodeOne(String path) {
        var at = random.nextInt(path.length());
        var c = path.charAt(at);
        if (at == 0 || c == ';' || c == '%') {
            return path;
        }
        var format = random.nextBoolean() ? "%%%02x" : "%%%02X";
        return path.substring(0, at) + format.formatted((int) c) + path.substring(at + 1);
    }

    private String atSlash(String path, String instead) {
        var slashes = path.chars().filter(c -> c == '/').count();
        var at = -1;
        for (var nth = random.nextInt((int) slashes); nth >= 0; nth--) {
            at = path.indexOf('/', at + 1);
        }
        var root = at == 0 && !instead.startsWith("/") ? "/" : "";
        return path.substring(0, at) + root + instead + path.substring(at + 1);
    }
}
