package dev.gatehouse.oauth;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, from its query string and its form body together. An empty value counts as not sent,
 * and a parameter may come once (RFC 6749 §3.1, §3.2).
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

    private static final int MAX_PARAMETERS = 100;

    private final Map<String, String> values;
    private final Map<String, String> faults;

    private OAuthParameters(Map<String, String> values, Map<String, String> faults) {
        this.values = values;
        this.faults = faults;
    }

    /** Reads a raw query string and a raw {@code application/x-www-form-urlencoded} body, either of which may be absent. */
    public static OAuthParameters parse(@Nullable String rawQuery, byte @Nullable [] form) {
        var parameters = new OAuthParameters(new LinkedHashMap<>(), new LinkedHashMap<>());
        var seen = new LinkedHashSet<String>();
        parameters.read(rawQuery, seen);
        parameters.read(form == null ? null : utf8(form).orElse("%"), seen);
        return parameters;
    }

    /**
     * Parameters that came in another form than RFC 6749's.
     *
     * @param namesAndValues each name with its value after it; null: not sent
     */
    public static OAuthParameters of(@Nullable String... namesAndValues) {
        var parameters = new OAuthParameters(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (var i = 0; i + 1 < namesAndValues.length; i += 2) {
            var name = namesAndValues[i];
            var value = namesAndValues[i + 1];
            if (name != null && value != null) {
                parameters.put(name, value);
            }
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
        return values.get(name);
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
        return faults.containsKey(name) ? null : values.get(name);
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

    private void read(@Nullable String encoded, Set<String> seen) {
        if (encoded == null || encoded.isEmpty()) {
            return;
        }
        var pairs = encoded.split("&", -1);
        if (seen.size() + pairs.length > MAX_PARAMETERS) {
            faults.put("", "too many parameters were sent");
            return;
        }
        for (var pair : pairs) {
            if (!pair.isEmpty()) {
                readPair(pair, seen);
            }
        }
    }

    private void readPair(String pair, Set<String> seen) {
        var equals = pair.indexOf('=');
        var name = decode(equals < 0 ? pair : pair.substring(0, equals));
        if (name.isEmpty() || !isPlain(name.get())) {
            faults.put("", "a parameter has a malformed name");
            return;
        }
        var key = name.get();
        var value = equals < 0 ? Optional.of("") : decode(pair.substring(equals + 1));
        if (!seen.add(key)) {
            faults.put(key, shown(key) + " was sent more than once");
        } else if (value.isEmpty()) {
            faults.put(key, shown(key) + " is not form-encoded UTF-8");
        } else {
            put(key, value.get());
        }
    }

    private void put(String name, String value) {
        var maxLength = LONGER.getOrDefault(name, MAX_LENGTH);
        if (value.length() > maxLength) {
            faults.put(name, shown(name) + " is longer than " + maxLength + " characters");
        } else if (value.chars().anyMatch(Character::isISOControl)) {
            faults.put(name, shown(name) + " holds a control character");
        } else if (!value.isEmpty()) {
            values.put(name, value);
        }
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
