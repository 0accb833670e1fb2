// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import dev.gatehouse.problem.ErrorText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request. Patterns match the decoded segments, so that no spelling of a URL bypasses a rule. For
 * upstreams, dot segments are resolved and the encoding is normalised (RFC 3986 §6.2.2). Reserved characters are
 * neither encoded nor decoded, because upstreams distinguish both forms (RFC 3986 §2.2). Every spelling of a URL either
 * has the same segments as the plain spelling or is rejected:
 *
 * <ul>
 *   <li>Percent-encoding is decoded once, as UTF-8. Malformed encoding is rejected.
 *   <li>Dot segments, plain or encoded, are resolved (RFC 3986 §5.2.4). A path above the root is rejected.
 *   <li>Empty segments collapse, except a trailing slash, which names another resource.
 *   <li>Slashes and backslashes are rejected if encoded once or more often, dot segments if encoded more than once.
 *       Matrix parameters, raw backslashes, control characters and raw non-ASCII characters are rejected, because
 *       servers interpret them differently.
 *   <li>Characters that Unicode normalisation (NFKC) turns into a slash or dot segment are rejected.
 * </ul>
 */
public sealed interface RequestPath {
    int MAX_LENGTH = 8192;
    int MAX_SEGMENTS = 128;

    /** Matches text that becomes a separator or control character if a server decodes once more or more often. */
    Pattern ENCODED_AGAIN = Pattern.compile("%(?:25)*(?:2f|5c|[01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

    /** Matches text that becomes a dot segment if a server decodes once more or more often, also before a semicolon. */
    Pattern DOTS_AGAIN = Pattern.compile(
            "(?:\\.|%(?:25)*2e){1,2}(?:(?:;|%(?:25)*3b).*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** A path that servers may read differently; nobody gets access by it. */
    record Refused(ErrorText why) implements RequestPath {}

    /**
     * A path by its decoded segments; the last one is empty for a trailing slash. Paths with equal segments are equal.
     *
     * @param segments the decoded segments, at least one
     * @param forwarded the same segments as sent, with normalised encoding, for the upstream
     */
    record Canonical(List<String> segments, List<String> forwarded) implements RequestPath {
        public Canonical {
            segments = List.copyOf(segments);
            forwarded = List.copyOf(forwarded);
        }

        /** Creates a path in its canonical spelling. */
        public Canonical(List<String> segments) {
            this(segments, segments.stream().map(Canonical::spelled).toList());
        }

        public boolean startsWith(Canonical prefix) {
            return startsWith(prefix.segments);
        }

        public boolean startsWith(List<String> prefix) {
            var count = prefix.size();
            return segments.size() >= count && segments.subList(0, count).equals(prefix);
        }

        /**
         * Returns the path without its first segments.
         *
         * @param first the number of segments to remove, less than the number of segments
         */
        public Canonical from(int first) {
            return new Canonical(segments.subList(first, segments.size()), forwarded.subList(first, forwarded.size()));
        }

        /**
         * Returns whether a raw path has exactly these segments, so that a server that neither resolves dot segments
         * nor collapses slashes reads the same path.
         */
        public boolean hasTheSegmentsOf(String raw) {
            return segments.size() == raw.chars().filter(c -> c == '/').count()
                    && segments.getLast().isEmpty() == raw.endsWith("/");
        }

        /** Returns the segments from an index on as forwarded to the upstream, each after a slash. */
        public String forwarded(int from) {
            var text = new StringBuilder();
            for (var i = from; i < forwarded.size(); i++) {
                text.append('/').append(forwarded.get(i));
            }
            return text.toString();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Canonical canonical && segments.equals(canonical.segments);
        }

        @Override
        public int hashCode() {
            return segments.hashCode();
        }

        /** Returns the canonical spelling, which is the same for equal paths. */
        @Override
        public String toString() {
            var text = new StringBuilder();
            segments.forEach(segment -> text.append('/').append(spelled(segment)));
            return text.toString();
        }

        /** Encodes the characters of a segment that require encoding. */
        private static String spelled(String segment) {
            var text = new StringBuilder(segment.length());
            for (var b : segment.getBytes(StandardCharsets.UTF_8)) {
                append(b & 0xff, text);
            }
            return text.toString();
        }
    }

    /** Parses the path of a request target as sent, without the query. */
    static RequestPath parse(String raw) {
        if (!raw.startsWith("/")) {
            return new Refused(ScopeErrors.pathWithoutSlash());
        }
        if (raw.length() > MAX_LENGTH) {
            return new Refused(ScopeErrors.pathTooLong());
        }
        var segments = new ArrayList<String>();
        var forwarded = new ArrayList<String>();
        var rawSegments = raw.substring(1).split("/", -1);
        var trailingSlash = true;
        for (var rawSegment : rawSegments) {
            var decoded = decode(rawSegment);
            if (decoded.isEmpty()) {
                return new Refused(ScopeErrors.pathAmbiguous());
            }
            var segment = decoded.get();
            trailingSlash = segment.isEmpty() || isDots(segment);
            if (segment.equals("..")) {
                if (segments.isEmpty()) {
                    return new Refused(ScopeErrors.pathAboveRoot());
                }
                segments.removeLast();
                forwarded.removeLast();
            } else if (!trailingSlash) {
                segments.add(segment);
                forwarded.add(normalized(rawSegment));
            }
        }
        if (trailingSlash) {
            segments.add("");
            forwarded.add("");
        }
        return segments.size() > MAX_SEGMENTS
                ? new Refused(ScopeErrors.pathTooDeep())
                : new Canonical(segments, forwarded);
    }

    /** Decodes a segment; empty if the segment must be rejected. */
    private static Optional<String> decode(String raw) {
        var plain = true;
        for (var i = 0; i < raw.length(); i++) {
            var c = raw.charAt(i);
            if (c <= 0x20 || c >= 0x7f || c == '\\' || c == ';' || c == '?' || c == '#') {
                return Optional.empty();
            }
            plain &= c != '%';
        }
        return plain ? Optional.of(raw) : percentDecoded(raw).filter(RequestPath::isUnambiguous);
    }

    private static boolean isUnambiguous(String segment) {
        if (segment.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        var normal = Normalizer.normalize(segment, Normalizer.Form.NFKC);
        return normal.indexOf('/') < 0
                && normal.indexOf('\\') < 0
                && !ENCODED_AGAIN.matcher(normal).find()
                && (isDots(segment) || !DOTS_AGAIN.matcher(normal).matches());
    }

    private static boolean isDots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    private static Optional<String> percentDecoded(String text) {
        var bytes = ByteBuffer.allocate(text.length() * 3);
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c != '%') {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            var high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            var low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low < 0) {
                return Optional.empty();
            }
            bytes.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** Normalises the encoding of a well-formed segment: only required encodings, in upper case. */
    private static String normalized(String raw) {
        var plain = 0;
        while (plain < raw.length() && standsForItself(raw.charAt(plain))) {
            plain++;
        }
        if (plain == raw.length()) {
            return raw;
        }
        var text = new StringBuilder(raw.length() + 8).append(raw, 0, plain);
        for (var i = plain; i < raw.length(); i++) {
            var c = raw.charAt(i);
            if (c != '%') {
                append(c, text);
                continue;
            }
            var octet = Character.digit(raw.charAt(i + 1), 16) << 4 | Character.digit(raw.charAt(i + 2), 16);
            if (isUnreserved(octet)) {
                text.append((char) octet);
            } else {
                encode(octet, text);
            }
            i += 2;
        }
        return text.toString();
    }

    private static void append(int octet, StringBuilder text) {
        if (standsForItself(octet)) {
            text.append((char) octet);
        } else {
            encode(octet, text);
        }
    }

    private static void encode(int octet, StringBuilder text) {
        text.append('%')
                .append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)))
                .append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
    }

    /** Returns whether an octet is an unreserved character (RFC 3986 §2.3). */
    private static boolean isUnreserved(int octet) {
        return octet < 0x80 && (Character.isLetterOrDigit(octet) || "-._~".indexOf(octet) >= 0);
    }

    /**
     * Returns whether an octet may be unencoded in a path (RFC 3986 §3.3), except the semicolon, which paths must not
     * contain.
     */
    private static boolean standsForItself(int octet) {
        return isUnreserved(octet) || (octet < 0x80 && "!$&'()*+,=:@".indexOf(octet) >= 0);
    }
}
