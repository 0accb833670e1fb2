package dev.gatehouse.scope;

import dev.gatehouse.platform.ErrorText;
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
 * A request's path. It is matched by its decoded segments, so that no spelling of a URL opens what another does not; it is
 * forwarded with its dot segments resolved and its encoding normalised, but no reserved character encoded or decoded
 * (RFC 3986 §2.2 and §6.2.2), because upstreams tell those apart. However a URL is spelled, it either has the same segments
 * as its plain spelling or is refused:
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
    record Refused(ErrorText why) implements RequestPath {}

    /**
     * A path by its decoded segments; a trailing slash is an empty last one. Paths are equal when their segments are.
     *
     * @param segments at least one
     * @param forwarded the same segments as an upstream gets them: what was sent, with its encoding normalised
     */
    record Canonical(List<String> segments, List<String> forwarded) implements RequestPath {
        public Canonical {
            segments = List.copyOf(segments);
            forwarded = List.copyOf(forwarded);
        }

        /** A path in its canonical spelling. */
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

        /** The path without its first segments, of which it has more. */
        public Canonical from(int first) {
            return new Canonical(segments.subList(first, segments.size()), forwarded.subList(first, forwarded.size()));
        }

        /**
         * Whether the path as it was sent has these very segments, so that whoever does not resolve dot segments and
         * collapse slashes reads the same.
         */
        public boolean hasTheSegmentsOf(String raw) {
            return segments.size() == raw.chars().filter(c -> c == '/').count()
                    && segments.getLast().isEmpty() == raw.endsWith("/");
        }

        /** The segments from one on as an upstream gets them, each with a slash in front. */
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

        /** The canonical spelling, which is the same for all paths that are equal. */
        @Override
        public String toString() {
            var text = new StringBuilder();
            segments.forEach(segment -> text.append('/').append(spelled(segment)));
            return text.toString();
        }

        /** A segment that is encoded where it must be. */
        private static String spelled(String segment) {
            var text = new StringBuilder(segment.length());
            for (var b : segment.getBytes(StandardCharsets.UTF_8)) {
                append(b & 0xff, text);
            }
            return text.toString();
        }
    }

    /** Reads the path of a request target as it was sent, without the query. */
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

    /** A well-formed segment with its encoding normalised: of what needs none, in upper case, where it must be. */
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

    /** RFC 3986 §2.3 */
    private static boolean isUnreserved(int octet) {
        return octet < 0x80 && (Character.isLetterOrDigit(octet) || "-._~".indexOf(octet) >= 0);
    }

    /** RFC 3986 §3.3; a semicolon is kept out of paths. */
    private static boolean standsForItself(int octet) {
        return isUnreserved(octet) || (octet < 0x80 && "!$&'()*+,=:@".indexOf(octet) >= 0);
    }
}
