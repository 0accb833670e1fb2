// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import dev.gatehouse.problem.ErrorText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A relative URL pattern: literal segments, {@code *} as a whole segment for one path variable, and {@code /**} at the
 * end for everything below. {@code *} does not match an empty segment, and {@code /abc/**} does not match {@code /abc}
 * itself.
 */
public record UrlPattern(List<String> segments) {
    static final String ANY = "*";
    static final String BELOW = "**";

    /** The maximum length in the database. Encoding may make a pattern longer than typed. */
    private static final int MAX_LENGTH = 1400;

    public UrlPattern {
        segments = List.copyOf(segments);
    }

    /** A pattern, or the error of the text for the user who typed it. */
    public sealed interface Parsed {
        record Good(UrlPattern pattern) implements Parsed {}

        record Bad(ErrorText why) implements Parsed {}
    }

    /** Parses a pattern below {@code /integration}. Adds a missing leading slash. */
    public static Parsed parseIntegration(String text) {
        return switch (parse(text)) {
            case Parsed.Good(var pattern)
            when !pattern.segments.getFirst().equals("integration") || pattern.segments.size() < 2 ->
                new Parsed.Bad(ScopeErrors.patternOutside());
            case Parsed.Good(var pattern)
            when pattern.toString().length() > MAX_LENGTH -> new Parsed.Bad(ScopeErrors.patternTooLong(MAX_LENGTH));
            case Parsed parsed -> parsed;
        };
    }

    static Parsed parse(String text) {
        var path = text.startsWith("/") ? text : "/" + text;
        if (path.indexOf('{') >= 0 || path.indexOf('}') >= 0) {
            return new Parsed.Bad(ScopeErrors.patternBraces());
        }
        if (path.contains("//") || path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
            return new Parsed.Bad(ScopeErrors.patternNotAPath());
        }
        if (!(RequestPath.parse(path) instanceof RequestPath.Canonical canonical)) {
            return new Parsed.Bad(ScopeErrors.patternUnsafe());
        }
        if (!canonical.hasTheSegmentsOf(path)) {
            return new Parsed.Bad(ScopeErrors.patternDots());
        }
        return problem(canonical.segments())
                .<Parsed>map(Parsed.Bad::new)
                .orElseGet(() -> new Parsed.Good(new UrlPattern(canonical.segments())));
    }

    /** Returns the pattern of a text that was validated before storage. */
    public static UrlPattern stored(String text) {
        return switch (parse(text)) {
            case Parsed.Good(var pattern) -> pattern;
            case Parsed.Bad(var why) -> throw new IllegalStateException("a stored pattern is refused: " + why);
        };
    }

    private static Optional<ErrorText> problem(List<String> segments) {
        for (var i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            var last = i == segments.size() - 1;
            if (segment.equals(BELOW) && !last) {
                return Optional.of(ScopeErrors.patternBelow());
            }
            if (segment.indexOf('*') >= 0 && !segment.equals(ANY) && !segment.equals(BELOW)) {
                return Optional.of(ScopeErrors.patternStar());
            }
        }
        return Optional.empty();
    }

    /** Returns whether the pattern ends with {@code **}. */
    public boolean coversBelow() {
        return segments.getLast().equals(BELOW);
    }

    /** Returns the pattern for everything below this one, which must not end with {@code **}. */
    public UrlPattern everythingBelow() {
        var below = new ArrayList<>(segments);
        if (below.getLast().isEmpty()) {
            below.removeLast();
        }
        below.add(BELOW);
        return new UrlPattern(below);
    }

    /** Returns whether a path exists that matches both patterns. */
    public boolean overlaps(UrlPattern other) {
        var shared = Math.min(segments.size(), other.segments.size());
        for (var i = 0; i < shared; i++) {
            var own = segments.get(i);
            var its = other.segments.get(i);
            if (own.equals(BELOW) || its.equals(BELOW)) {
                return true;
            }
            if (!matchesSegment(own, its) && !matchesSegment(its, own)) {
                return false;
            }
        }
        return segments.size() == other.segments.size();
    }

    /** Returns the pattern that matches exactly the common paths of both; empty if there are none. */
    public Optional<UrlPattern> intersection(UrlPattern other) {
        var shared = new ArrayList<String>();
        for (var i = 0; i < segments.size() && i < other.segments.size(); i++) {
            var own = segments.get(i);
            var its = other.segments.get(i);
            if (own.equals(BELOW) || its.equals(BELOW)) {
                var rest = own.equals(BELOW) ? other.segments : segments;
                shared.addAll(rest.subList(i, rest.size()));
                return Optional.of(new UrlPattern(shared));
            }
            if (matchesSegment(own, its)) {
                shared.add(its);
            } else if (matchesSegment(its, own)) {
                shared.add(own);
            } else {
                return Optional.empty();
            }
        }
        return segments.size() == other.segments.size() ? Optional.of(new UrlPattern(shared)) : Optional.empty();
    }

    /** Returns whether this pattern matches every path that the other one matches. */
    public boolean covers(UrlPattern other) {
        for (var i = 0; i < segments.size(); i++) {
            if (i >= other.segments.size()) {
                return false;
            }
            var own = segments.get(i);
            if (own.equals(BELOW)) {
                return true;
            }
            if (!matchesSegment(own, other.segments.get(i))) {
                return false;
            }
        }
        return segments.size() == other.segments.size();
    }

    /** Returns whether the patterns overlap but neither covers the other. */
    public boolean overlapsPartly(UrlPattern other) {
        return overlaps(other) && !covers(other) && !other.covers(this);
    }

    /**
     * Returns whether this pattern has precedence for paths that match both. The first different segment decides: a
     * literal precedes {@code *}, and {@code *} precedes {@code **}. Of two different overlapping patterns, exactly one
     * has precedence.
     */
    public boolean hasPrecedenceOver(UrlPattern other) {
        for (var i = 0; i < segments.size() && i < other.segments.size(); i++) {
            var own = segments.get(i);
            var its = other.segments.get(i);
            if (!own.equals(its)) {
                return rank(own) < rank(its);
            }
        }
        return false;
    }

    private static int rank(String segment) {
        return switch (segment) {
            case BELOW -> 2;
            case ANY -> 1;
            default -> 0;
        };
    }

    private static boolean matchesSegment(String own, String its) {
        return own.equals(its) || (own.equals(ANY) && !its.isEmpty() && !its.equals(BELOW));
    }

    /** Returns whether the pattern matches a root path or, if {@code below} is true, a path below the root. */
    boolean reaches(RequestPath.Canonical root, boolean below) {
        var wanted = root.segments();
        for (var i = 0; i < wanted.size(); i++) {
            if (i < segments.size() && segments.get(i).equals(BELOW)) {
                return true;
            }
            if (i >= segments.size()
                    || !(segments.get(i).equals(ANY) || segments.get(i).equals(wanted.get(i)))) {
                return false;
            }
        }
        return below || segments.size() == wanted.size();
    }

    /** Returns whether the pattern matches like {@link #reaches} and begins with the literal segments of the root. */
    boolean names(RequestPath.Canonical root, boolean below) {
        return reaches(root, below)
                && segments.size() >= root.segments().size()
                && segments.subList(0, root.segments().size()).equals(root.segments());
    }

    /** Returns the canonical spelling. */
    @Override
    public String toString() {
        return new RequestPath.Canonical(segments).toString();
    }
}
