package dev.gatehouse.partner;

import static dev.gatehouse.partner.Literals.java;

import org.jspecify.annotations.Nullable;

/** The same with the JDK alone, in one file. */
final class JavaProgram {
    private static final String HEAD = """
            // Gets an access token and calls a service with it. Needs Java 17 or newer, and nothing else: java Snippet.java
            """;
    private static final String HEAD_OF_CODE = """
            import java.security.MessageDigest;
            import java.security.SecureRandom;
            import java.util.Arrays;
            import java.util.Base64;
            """;
    private static final String IMPORTS = """
            import java.net.URI;
            import java.net.URLDecoder;
            import java.net.URLEncoder;
            import java.net.http.HttpClient;
            import java.net.http.HttpRequest;
            import java.net.http.HttpResponse;
            import java.util.LinkedHashMap;
            import java.util.Map;
            import java.util.regex.Pattern;
            import java.util.stream.Collectors;

            import static java.nio.charset.StandardCharsets.UTF_8;

            public class Snippet {
            """;
    private static final String REQUEST_OF_CODE = """
                    var base64url = Base64.getUrlEncoder().withoutPadding();
                    var bytes = new byte[64];
                    new SecureRandom().nextBytes(bytes);
                    var verifier = base64url.encodeToString(Arrays.copyOf(bytes, 32));
                    var state = base64url.encodeToString(Arrays.copyOfRange(bytes, 32, 64));
                    var challenge = base64url.encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
            """;
    private static final String LISTEN = """
                    var answers = new ArrayBlockingQueue<Map<String, String>>(1);
                    var server = HttpServer.create(new InetSocketAddress(HOST, PORT), 0);
                    server.createContext("/", exchange -> {
                        var answer = decode(exchange.getRequestURI().getRawQuery());
                        var known = state.equals(answer.get("state"));
                        var page = (known ? "You can close this page." : "Not here.").getBytes(UTF_8);
                        exchange.sendResponseHeaders(known ? 200 : 404, page.length);
                        exchange.getResponseBody().write(page);
                        exchange.close();
                        if (known) {
                            answers.offer(answer);
                        }
                    });
                    server.start();
                    var redirectUri = PORT == 0 ? "http://" + HOST + ":" + server.getAddress().getPort() + PATH : REDIRECT_URI;
            """;
    private static final String PRINT = """
                    var question = new LinkedHashMap<String, String>();
                    question.put("response_type", "code");
                    question.put("client_id", CLIENT_ID);
                    question.put("redirect_uri", redirectUri);
                    question.put("scope", SCOPE);
                    question.put("state", state);
                    question.put("code_challenge", challenge);
                    question.put("code_challenge_method", "S256");
                    System.out.println("Open this address in a browser, sign in and grant access:");
                    System.out.println(AUTHORIZE_URL + "?" + encode(question));
            """;
    private static final String WAIT = """
                    var received = answers.take();
                    server.stop(1);
            """;
    private static final String PASTE = """
                    System.out.println("Then paste the address where the browser ends:");
                    var address = new Scanner(System.in).nextLine().strip();
                    var received = decode(URI.create(address).getRawQuery());
                    if (!state.equals(received.get("state"))) {
                        throw new IllegalStateException("That is not the answer to this request.");
                    }
            """;
    private static final String REFUSED = """
                    if (!received.containsKey("code")) {
                        throw new IllegalStateException("Access was not granted: " + received.get("error"));
                    }
            """;
    private static final String METHODS = """
                }

                private static String send(HttpRequest.Builder request) throws Exception {
                    var answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() / 100 != 2) {
                        throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
                    }
                    return answer.body();
                }

                private static String variable(String name) {
                    var value = System.getenv(name);
                    if (value == null || value.isEmpty()) {
                        throw new IllegalStateException("Put a value into the environment variable " + name);
                    }
                    return value;
                }

                private static String encode(Map<String, String> fields) {
                    return fields.entrySet().stream()
                            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                            .collect(Collectors.joining("&"));
                }

                private static Map<String, String> decode(String query) {
                    var fields = new LinkedHashMap<String, String>();
                    for (var field : (query == null ? "" : query).split("&")) {
                        var parts = field.split("=", 2);
                        fields.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
                    }
                    return fields;
                }
            }
            """;

    private JavaProgram() {}

    static String of(ProgramFacts facts) {
        var code = new StringBuilder(HEAD);
        var loopback = facts.loopback();
        var asksAPerson = !facts.redirectUri().isEmpty();
        if (loopback != null) {
            code.append("import com.sun.net.httpserver.HttpServer;\nimport java.net.InetSocketAddress;\n");
        }
        if (asksAPerson) {
            code.append(HEAD_OF_CODE)
                    .append(
                            loopback == null
                                    ? "import java.util.Scanner;\n"
                                    : "import java.util.concurrent.ArrayBlockingQueue;\n");
        }
        code.append(IMPORTS);
        constant(code, "TOKEN_URL", java(facts.tokenEndpoint()));
        constant(code, "CLIENT_ID", java(facts.clientId()));
        constant(code, "SCOPE", java(facts.scope()));
        if (asksAPerson) {
            constant(code, "AUTHORIZE_URL", java(facts.authorizationEndpoint()));
            constant(code, "REDIRECT_URI", java(facts.redirectUri()));
        }
        if (loopback != null) {
            constant(code, "HOST", java(loopback.host()));
            code.append("    private static final int PORT = ")
                    .append(loopback.port())
                    .append(";\n");
            constant(code, "PATH", java(loopback.path()));
        }
        var call = facts.call();
        if (call != null) {
            constant(code, "SERVICE_URL", java(call.url()));
        }
        code.append("\n    public static void main(String[] arguments) throws Exception {\n");
        if (asksAPerson) {
            code.append(REQUEST_OF_CODE)
                    .append(loopback == null ? "        var redirectUri = REDIRECT_URI;\n" : LISTEN)
                    .append(PRINT)
                    .append(loopback == null ? PASTE : WAIT)
                    .append(REFUSED);
        }
        code.append("        var fields = new LinkedHashMap<String, String>();\n");
        field(code, "client_id", "CLIENT_ID");
        if (facts.confidential()) {
            field(code, "client_secret", "variable(\"CLIENT_SECRET\")");
        }
        field(code, "grant_type", java(facts.grant().wireName()));
        switch (facts.grant()) {
            case AUTHORIZATION_CODE -> {
                field(code, "code", "received.get(\"code\")");
                field(code, "redirect_uri", "redirectUri");
                field(code, "code_verifier", "verifier");
            }
            case PASSWORD -> {
                field(code, "username", "variable(\"GATEHOUSE_USERNAME\")");
                field(code, "password", "variable(\"GATEHOUSE_PASSWORD\")");
                field(code, "scope", "SCOPE");
            }
            default -> field(code, "scope", "SCOPE");
        }
        code.append("""
                        var answer = send(HttpRequest.newBuilder(URI.create(TOKEN_URL))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(encode(fields))));
                        var found = Pattern.compile("\\"access_token\\":\\"([^\\"]*)\\"").matcher(answer);
                        if (!found.find()) {
                            throw new IllegalStateException("There is no token in the answer.");
                        }
                        var token = found.group(1);

                """);
        return code.append(use(call)).append(METHODS).toString();
    }

    private static String use(ProgramFacts.@Nullable Call call) {
        if (call == null) {
            return "        System.out.println(\"Got a token of \" + token.length() + \" characters.\");\n";
        }
        var body =
                call.hasBody() ? "HttpRequest.BodyPublishers.ofString(\"{}\")" : "HttpRequest.BodyPublishers.noBody()";
        return "        System.out.println(send(HttpRequest.newBuilder(URI.create(SERVICE_URL))\n"
                + "                .header(\"Authorization\", \"Bearer \" + token)\n"
                + (call.hasBody() ? "                .header(\"Content-Type\", \"application/json\")\n" : "")
                + "                .method(" + java(call.method()) + ", " + body + ")));\n";
    }

    private static void constant(StringBuilder code, String name, String literal) {
        code.append("    private static final String ")
                .append(name)
                .append(" = ")
                .append(literal)
                .append(";\n");
    }

    private static void field(StringBuilder code, String name, String value) {
        code.append("        fields.put(")
                .append(java(name))
                .append(", ")
                .append(value)
                .append(");\n");
    }
}
