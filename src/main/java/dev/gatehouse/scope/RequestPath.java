package dev.gatehouse.scope;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request's path in its one canonical form, which is what is matched, and what an upstream gets to see. However a URL is
 * spelled, it either has the same segments as its plain spelling or is refused:
 *
 * <ul>
 *   <li>percent-encoding is decoded once, as UTF-8; malformed encoding is refused;
 *   <li>dot segments, plain or encoded, are resolved (RFC 3986 §5.2.4); climbing above the root is refused;
 *   <li>empty segments collapse, but a trailing slash stays: it names another resource;
 *   <li>slashes and backslashes that were encoded, once or more often, dot segments that were encoded more than once, matrix
 *       parameters, raw backslashes, control characters and raw non-ASCII characters are refused, because servers disagree
 *       on them; so are other characters that become a slash or a dot segment where a server normalises Unicode (NFKC).
 * </ul>
 */
public sealed interface RequestPath {
    int MAX_LENGTH = 8192;
    int MAX_SEGMENTS = 128;

    /** What a server that decodes once more, or more often, would take for a separator or a control character. */
    Pattern ENCODED_AGAIN = Pattern.compile("%(?:25)*(?:2f|5c|[01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

    /** What such a server would take for a dot segment, also one that a semicolon ends. */
    Pattern DOTS_AGAIN = Pattern.compile(
            "(?:\\.|%(?:25)*2e){1,2}(?:(?:;|%(?:25)*3b).*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** A path that servers may read differently; nobody gets access by it. */
    record Refused(String why) implements RequestPath {}

    /**
     * A path by its decoded segments; a trailing slash is an empty last one.
     *
     * @param segments at least one
     */
    record Canonical(List<String> segments) implements RequestPath {
        public Canonical {
            segments = List.copyOf(segments);
        }

        public boolean startsWith(Canonical prefix) {
            var count = prefix.segments.size();
            return segments.size() >= count && segments.subList(0, count).equals(prefix.segments);
        }

        /** The path without its first segments, of which it has more. */
        public Canonical from(int first) {
            return new Canonical(segments.subList(first, segments.size()));
        }

        /**
         * Whether the path as it was sent has these very segments, so that whoever does not resolve dot segments and
         * collapse slashes reads the same.
         */
        public boolean hasTheSegmentsOf(String raw) {
            return segments.size() == raw.chars().filter(c -> c == '/').count()
                    && segments.getLast().isEmpty() == raw.endsWith("/");
        }

        /** The canonical spelling of the segments from one on: each begins with a slash, encoded where it must be. */
        public String spelled(int from) {
            var text = new StringBuilder();
            segments.subList(from, segments.size()).forEach(segment -> {
                text.append('/');
                encode(segment, text);
            });
            return text.toString();
        }

        /** The canonical spelling. */
        @Override
        public String toString() {
            return spelled(0);
        }
    }

    /** Reads the path of a request target as it was sent, without the query. */
    static RequestPath parse(String raw) {
        if (!raw.startsWith("/")) {
            return new Refused("the path does not begin with a slash");
        }
        if (raw.length() > MAX_LENGTH) {
            return new Refused("the path is too long");
        }
        var segments = new ArrayList<String>();
        var rawSegments = raw.substring(1).split("/", -1);
        var trailingSlash = true;
        for (var rawSegment : rawSegments) {
            var decoded = decode(rawSegment);
            if (decoded.isEmpty()) {
                return new Refused("the path holds an encoding or a character that servers read differently");
            }
            var segment = decoded.get();
            trailingSlash = segment.isEmpty() || isDots(segment);
            if (segment.equals("..")) {
                if (segments.isEmpty()) {
                    return new Refused("the path climbs above the root");
                }
                segments.removeLast();
            } else if (!trailingSlash) {
                segments.add(segment);
            }
        }
        if (trailingSlash) {
            segments.add("");
        }
        return segments.size() > MAX_SEGMENTS ? new Refused("the path has too many segments") : new Canonical(segments);
    }

    /** The decoded segment, or nothing when it must be refused. */
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

    private static void encode(String segment, StringBuilder text) {
        for (var b : segment.getBytes(StandardCharsets.UTF_8)) {
            var c = b & 0xff;
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~!$&'()*+,=:@".indexOf(c) >= 0)) {
                text.append((char) c);
            } else {
                text.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
    }
}
