package dev.gatehouse.oauth;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, from its query string and its body together. An empty value counts as not sent, and a
 * parameter may come once (RFC 6749 §3.1, §3.2), but for {@code resource}, which may come often (RFC 8707 §2).
 *
 * <p>A client's identity and redirect URI have to be known before a fault may be sent to it, so reading never fails:
 * {@link #get} refuses the one parameter that is repeated, too long or holds a control character, and
 * {@link #refuseFaults} refuses a request with any such parameter.
 */
public final class OAuthParameters {
    private static final int MAX_LENGTH = 2048;

    /** The longest {@code state}, in characters: clients keep a signed or encrypted session in it. */
    public static final int MAX_STATE = 4096;

    /** The parameters whose values may be longer: a token is as long as its scopes make it. */
    private static final Map<String, Integer> LONGER = Map.of("token", BearerToken.MAX_LENGTH, "state", MAX_STATE);

    private static final Set<String> REPEATABLE = Set.of("resource");

    /** What users copy from one window into another. None of these holds white space, so that around them is no part of it. */
    private static final Set<String> COPIED = Set.of("code", "refresh_token", "token");

    private static final int MAX_PARAMETERS = 100;

    /** Which white space around copied values is left out. */
    public enum Trimming {
        /** Spaces alone: any other is a control character, which a parameter must not hold. */
        SPACES,
        /** Line breaks and tabs too, for the names of webMethods Integration Server. */
        LINES
    }

    private final Trimming trimming;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Map<String, String> faults = new LinkedHashMap<>();
    private final Set<String> seen = new LinkedHashSet<>();

    private OAuthParameters(Trimming trimming) {
        this.trimming = trimming;
    }

    /** Reads a raw query string and a raw {@code application/x-www-form-urlencoded} body, either of which may be absent. */
    public static OAuthParameters parse(@Nullable String rawQuery, byte @Nullable [] form) {
        return parse(rawQuery, form, Trimming.SPACES);
    }

    public static OAuthParameters parse(@Nullable String rawQuery, byte @Nullable [] form, Trimming trimming) {
        var parameters = new OAuthParameters(trimming);
        parameters.read(rawQuery);
        parameters.read(form == null ? null : utf8(form).orElse("%"));
        return parameters;
    }

    /**
     * Reads a raw query string, which may be absent, and a body in another form than RFC 6749's.
     *
     * @param fields names and values of the body, in order
     */
    public static OAuthParameters parse(
            @Nullable String rawQuery, List<Map.Entry<String, String>> fields, Trimming trimming) {
        var parameters = new OAuthParameters(trimming);
        parameters.read(rawQuery);
        if (parameters.seen.size() + fields.size() > MAX_PARAMETERS) {
            parameters.refuseTooMany();
        } else {
            fields.forEach(field -> parameters.take(field.getKey(), Optional.of(field.getValue())));
        }
        return parameters;
    }

    /**
     * The value of a parameter, null when it was not sent.
     *
     * @throws OAuthException {@code invalid_request} when it was sent twice, is too long or holds a control character
     */
    public @Nullable String get(String name) {
        var fault = faults.get(name);
        if (fault != null) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, fault);
        }
        return first(name);
    }

    /**
     * All values of a parameter that may come more than once, each once.
     *
     * @throws OAuthException {@code invalid_request} when one of them is too long or holds a control character
     */
    public List<String> all(String name) {
        return get(name) == null
                ? List.of()
                : values.getOrDefault(name, List.of()).stream().distinct().toList();
    }

    /**
     * The value of a parameter that has to be there.
     *
     * @throws OAuthException {@code invalid_request} as {@link #get}, and when it was not sent
     */
    public String require(String name) {
        var value = get(name);
        if (value == null) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, name + " is missing");
        }
        return value;
    }

    /** The value if it was sent and is without fault: for echoing, where a fault elsewhere is being reported. */
    public @Nullable String ifSound(String name) {
        return faults.containsKey(name) ? null : first(name);
    }

    private @Nullable String first(String name) {
        var all = values.get(name);
        return all == null ? null : all.getFirst();
    }

    /**
     * Refuses a request any of whose parameters, known or not, has a fault.
     *
     * @throws OAuthException {@code invalid_request}
     */
    public void refuseFaults() {
        faults.values().stream().findFirst().ifPresent(fault -> {
            throw new OAuthException(OAuthError.INVALID_REQUEST, fault);
        });
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "OAuthParameters" + values.keySet();
    }

    private void read(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return;
        }
        var pairs = encoded.split("&", -1);
        if (seen.size() + pairs.length > MAX_PARAMETERS) {
            refuseTooMany();
            return;
        }
        for (var pair : pairs) {
            if (!pair.isEmpty()) {
                readPair(pair);
            }
        }
    }

    private void refuseTooMany() {
        faults.put("", "too many parameters were sent");
    }

    private void readPair(String pair) {
        var equals = pair.indexOf('=');
        var name = decode(equals < 0 ? pair : pair.substring(0, equals));
        take(name.orElse(""), equals < 0 ? Optional.of("") : decode(pair.substring(equals + 1)));
    }

    /** @param value empty: it cannot be decoded */
    private void take(String name, Optional<String> value) {
        if (!isPlain(name)) {
            faults.put("", "a parameter has a malformed name");
        } else if (!seen.add(name) && !REPEATABLE.contains(name)) {
            faults.put(name, shown(name) + " was sent more than once");
        } else if (value.isEmpty()) {
            faults.put(name, shown(name) + " is not form-encoded UTF-8");
        } else {
            put(name, COPIED.contains(name) ? trimmed(value.get()) : value.get());
        }
    }

    private void put(String name, String value) {
        var maxLength = LONGER.getOrDefault(name, MAX_LENGTH);
        if (value.length() > maxLength) {
            faults.put(name, shown(name) + " is longer than " + maxLength + " characters");
        } else if (value.chars().anyMatch(Character::isISOControl)) {
            faults.put(name, shown(name) + " holds a control character");
        } else if (!value.isEmpty()) {
            values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        }
    }

    private String trimmed(String value) {
        var start = 0;
        var end = value.length();
        while (start < end && isTrimmed(value.charAt(start))) {
            start++;
        }
        while (end > start && isTrimmed(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private boolean isTrimmed(char c) {
        return c == ' ' || (trimming == Trimming.LINES && (c == '\t' || c == '\r' || c == '\n'));
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.length() <= 100 && name.chars().noneMatch(Character::isISOControl);
    }

    /** A sender's own name for a parameter, as far as an error description may hold it. */
    private static String shown(String name) {
        return name.chars().allMatch(c -> c >= 0x20 && c <= 0x7e && c != '"' && c != '\\') ? name : "a parameter";
    }

    private static Optional<String> decode(String encoded) {
        try {
            var decoded = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1);
            return encoded.chars().anyMatch(c -> c > 0x7e)
                    ? Optional.empty()
                    : utf8(decoded.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException malformedPercentEncoding) {
            return Optional.empty();
        }
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
