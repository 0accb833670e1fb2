// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A fault in a form parameter, independent of the parameter's meaning. Raw values are sent as they are, percent-encoded
 * or deliberately not.
 * @param name the name of the fault in the test report
 * @param fault the error message after the parameter's name; null if the message depends on the parameter's meaning
 */
public record Mutation(String name, String fault, List<String> rawValues) {
    public static final String MISSING = "missing";
    public static final String EMPTY = "empty";
    public static final String WRONG = "wrong";

    /** Returns all faults that every parameter must reject. */
    public static List<Mutation> faults(String soundRawValue) {
        return faults(soundRawValue, 2048);
    }

    /** @param longest the maximum length of a value in characters */
    public static List<Mutation> faults(String soundRawValue, int longest) {
        return List.of(
                new Mutation("duplicated", " was sent more than once.", List.of(soundRawValue, soundRawValue)),
                new Mutation("sent again empty", " was sent more than once.", List.of(soundRawValue, "")),
                new Mutation(
                        "too long", " is longer than " + longest + " characters.", List.of("a".repeat(longest + 1))),
                new Mutation("with NUL", " contains a control character.", List.of(soundRawValue + "%00")),
                new Mutation("with newline", " contains a control character.", List.of(soundRawValue + "%0A")),
                new Mutation("with C1 control", " contains a control character.", List.of(soundRawValue + "%C2%85")),
                new Mutation("not UTF-8", " is not form-encoded UTF-8.", List.of(soundRawValue + "%FF")),
                new Mutation("overlong UTF-8", " is not form-encoded UTF-8.", List.of(soundRawValue + "%C0%AF")),
                new Mutation("not percent-encoding", " is not form-encoded UTF-8.", List.of(soundRawValue + "%zz")),
                new Mutation("cut percent-encoding", " is not form-encoded UTF-8.", List.of(soundRawValue + "%4")));
    }

    public static Mutation missing() {
        return new Mutation(MISSING, null, List.of());
    }

    public static Mutation empty() {
        return new Mutation(EMPTY, null, List.of(""));
    }

    public static Mutation wrong(String rawValue) {
        return new Mutation(WRONG, null, List.of(rawValue));
    }

    /** Returns a form in which one parameter has this fault and all others are unchanged. */
    public String applyTo(String parameter, Map<String, String> rawParameters) {
        var pairs = new ArrayList<String>();
        rawParameters.forEach((key, value) -> {
            if (!key.equals(parameter)) {
                pairs.add(key + "=" + value);
            }
        });
        rawValues.forEach(value -> pairs.add(parameter + "=" + value));
        return pairs.stream().collect(Collectors.joining("&"));
    }

    /** Returns whether a query string with this fault is malformed, so that the HTTP server rejects the request. */
    public boolean breaksTheRequestLine() {
        return rawValues.stream().anyMatch(value -> value.matches(".*%(?![0-9A-Fa-f]{2}).*"));
    }

    @Override
    public String toString() {
        return name;
    }
}
