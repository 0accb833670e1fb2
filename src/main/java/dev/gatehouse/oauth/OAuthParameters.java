// SPDX-License-Identifier: Apache-2.0
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
 * The parameters of a request, from the query string and the body together. An empty value counts as omitted, and a
 * parameter must not be repeated (RFC 6749 §3.1, §3.2), except {@code resource} (RFC 8707 §2).
 *
 * <p>Parsing never fails, because an error may be sent to a client only after its identity and redirect URI are known.
 * {@link #get} rejects a single parameter that is repeated, too long or contains a control character.
 * {@link #refuseFaults} rejects a request with any such parameter.
 */
public final class OAuthParameters {
    private static final int MAX_LENGTH = 2048;

    /**
     * The maximum length of {@code state} in characters. Clients store a signed or encrypted session in {@code state}.
     */
    static final int MAX_STATE = 4096;

    /** The parameters with a greater maximum length. The length of a token depends on its scopes. */
    private static final Map<String, Integer> LONGER = Map.of("token", BearerToken.MAX_LENGTH, "state", MAX_STATE);

    private static final Set<String> REPEATABLE = Set.of("resource");

    /**
     * Values that users copy and paste. None of these values contains white space, so surrounding white space is
     * removed.
     */
    private static final Set<String> COPIED = Set.of("code", "refresh_token", "token");

    private static final int MAX_PARAMETERS = 100;

    /** The white space that is removed around copied values. */
    public enum Trimming {
        /** Spaces only. Other white space is a control character, which parameters must not contain. */
        SPACES,
        /** Spaces, line breaks and tabs, for the webMethods Integration Server aliases. */
        LINES
    }

    private final Trimming trimming;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Map<String, Fault> faults = new LinkedHashMap<>();
    private final Set<String> seen = new LinkedHashSet<>();

    /** The error of the parameters together. */
    private @Nullable Fault faultOfAll;

    private OAuthParameters(Trimming trimming) {
        this.trimming = trimming;
    }

    /**
     * Parses a raw query string and a raw {@code application/x-www-form-urlencoded} body, each of which may be absent.
     */
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
     * Parses a raw query string, which may be absent, and a body in a format other than the format of RFC 6749.
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
     * Returns the value of a parameter, or null if the parameter was not sent.
     *
     * @throws OAuthException {@code invalid_request} if the parameter is repeated, too long or contains a control
     *     character
     */
    public @Nullable String get(String name) {
        var fault = faults.get(name);
        if (fault != null) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, fault);
        }
        return first(name);
    }

    /**
     * Returns the distinct values of a repeatable parameter.
     *
     * @throws OAuthException {@code invalid_request} if a value is too long or contains a control character
     */
    public List<String> all(String name) {
        return get(name) == null
                ? List.of()
                : values.getOrDefault(name, List.of()).stream().distinct().toList();
    }

    /**
     * Returns the value of a required parameter.
     *
     * @throws OAuthException {@code invalid_request} as for {@link #get}, and if the parameter is missing
     */
    public String require(String name) {
        var value = get(name);
        if (value == null) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, Fault.missing(name));
        }
        return value;
    }

    /** Returns what is wrong with a parameter; empty if the parameter is valid or was not sent. */
    public Optional<Fault> fault(String name) {
        return Optional.ofNullable(faults.get(name));
    }

    /** Returns the value if the parameter was sent and is valid, for use in the error response to another parameter. */
    public @Nullable String ifSound(String name) {
        return faults.containsKey(name) ? null : first(name);
    }

    private @Nullable String first(String name) {
        var all = values.get(name);
        return all == null ? null : all.getFirst();
    }

    /**
     * Rejects the request if any parameter, known or unknown, is not valid.
     *
     * @throws OAuthException {@code invalid_request}
     */
    public void refuseFaults() {
        if (faultOfAll != null) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, faultOfAll);
        }
        faults.values().stream().findFirst().ifPresent(fault -> {
            throw new OAuthException(OAuthError.INVALID_REQUEST, fault);
        });
    }

    /** Omits the values, which may be secrets. */
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
        faultOfAll = Fault.of(Fault.Kind.TOO_MANY);
    }

    private void readPair(String pair) {
        var equals = pair.indexOf('=');
        var name = decode(equals < 0 ? pair : pair.substring(0, equals));
        take(name.orElse(""), equals < 0 ? Optional.of("") : decode(pair.substring(equals + 1)));
    }

    /**
     * Adds a parameter.
     *
     * @param value empty if the value cannot be decoded
     */
    private void take(String name, Optional<String> value) {
        if (!isPlain(name)) {
            faultOfAll = Fault.of(Fault.Kind.MALFORMED_NAME);
        } else if (!seen.add(name) && !REPEATABLE.contains(name)) {
            faults.put(name, Fault.of(Fault.Kind.REPEATED, shown(name)));
        } else if (value.isEmpty()) {
            faults.put(name, Fault.of(Fault.Kind.NOT_ENCODED, shown(name)));
        } else {
            put(name, COPIED.contains(name) ? trimmed(value.get()) : value.get());
        }
    }

    private void put(String name, String value) {
        var maxLength = LONGER.getOrDefault(name, MAX_LENGTH);
        if (value.length() > maxLength) {
            faults.put(name, Fault.tooLong(shown(name), maxLength));
        } else if (value.chars().anyMatch(Character::isISOControl)) {
            faults.put(name, Fault.of(Fault.Kind.CONTROL_CHARACTER, shown(name)));
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

    /** Returns the name of a parameter, or a replacement if an error description must not contain the name. */
    private static String shown(String name) {
        return name.chars().allMatch(c -> c >= 0x20 && c <= 0x7e && c != '"' && c != '\\') ? name : "A parameter";
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
