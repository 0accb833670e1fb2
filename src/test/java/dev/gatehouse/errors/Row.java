// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PageText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A row of a table of errors.
 *
 * @param section the section of the RFC that defines the error
 * @param error the error code
 * @param trigger the property of the request that causes the error
 * @param expected the whole answer: the status, each header that says something about the error, and the body
 */
record Row(
        String section,
        String error,
        String trigger,
        Function<World, Answer> request,
        Function<World, Answer> expected) {
    /** The headers that are compared; a header of this list that a row does not name must be absent. */
    private static final List<String> HEADERS_THAT_MATTER = List.of(
            "allow",
            "cache-control",
            "content-type",
            "location",
            "pragma",
            "retry-after",
            "set-cookie",
            "www-authenticate");

    private static final String NUMBER = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    void check(World world) {
        assertThat(reduced(request.apply(world))).isEqualTo(expected.apply(world));
    }

    private static Answer reduced(Answer answer) {
        var headers = new TreeMap<String, String>();
        HEADERS_THAT_MATTER.stream()
                .filter(name -> answer.header(name) != null)
                .forEach(name -> headers.put(name, answer.header(name).replaceAll(NUMBER, "(number)")));
        var isPage = headers.getOrDefault("content-type", "").startsWith("text/html");
        var body = isPage ? PageText.of(answer) : answer.body();
        return new Answer(answer.status(), headers, body.replaceAll(NUMBER, "(number)"));
    }

    /** RFC 6749 §5.2. The media type of JSON has no charset parameter (RFC 8259 §11). */
    static Function<World, Answer> refused(int status, String error, String description, String... more) {
        var headers = headers(more);
        headers.put("cache-control", "no-store");
        headers.put("pragma", "no-cache");
        headers.put("content-type", "application/json");
        return world -> new Answer(
                status, headers, "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
    }

    /** RFC 6749 §5.2: the answer to a client that used HTTP Basic. */
    static Function<World, Answer> challenged(String description) {
        return refused(
                401, "invalid_client", description, "www-authenticate", "Basic realm=\"gatehouse\", charset=\"UTF-8\"");
    }

    static Function<World, Answer> unavailable() {
        return refused(
                503,
                "temporarily_unavailable",
                "Gatehouse can't answer right now. Try again in a moment.",
                "retry-after",
                "2");
    }

    static Function<World, Answer> failed() {
        return refused(500, "server_error", "Unexpected failure. The log has the details under (number).");
    }

    /** RFC 6749 §4.1.2.1 and §4.2.2.1, whose answers differ in the separator only. */
    static Function<World, Answer> redirected(String separator, String error, String description, String state) {
        return world -> new Answer(
                303,
                new TreeMap<>(Map.of(
                        "cache-control",
                        "no-store",
                        "location",
                        Gate.REDIRECT_URI + separator + "error=" + error + "&error_description="
                                + Gate.encode(description).replace("%28number%29", "(number)")
                                + (state == null ? "" : "&state=" + Gate.encode(state))
                                + "&iss=" + Gate.encode(world.gate().issuer()))),
                "");
    }

    /** The error page that a user sees. */
    static Function<World, Answer> page(int status, String title, String explanation, String code, String... more) {
        var headers = headers(more);
        headers.put("cache-control", "no-store");
        headers.put("content-type", "text/html;charset=UTF-8");
        return world -> new Answer(
                status,
                headers,
                title + " · Gatehouse Gatehouse " + title + " " + explanation
                        + " If the problem persists, give the operator of the application the code below. Code "
                        + status + " " + code);
    }

    static TreeMap<String, String> headers(String... namesAndValues) {
        var headers = new TreeMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    @Override
    public String toString() {
        return section + " " + error + ": " + trigger;
    }
}
