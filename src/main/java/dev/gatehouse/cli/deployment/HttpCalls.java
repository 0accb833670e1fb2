// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import dev.gatehouse.cli.terminal.Environment;
import dev.gatehouse.cli.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * HTTP calls of one command. Follows no redirects, because another server must not get the token, and reads no more
 * than 64 MiB of an answer.
 */
public final class HttpCalls {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final long MAX_BODY = 64L * 1024 * 1024;

    private final HttpClient client;

    private HttpCalls(HttpClient client) {
        this.client = client;
    }

    /**
     * Creates a client that trusts the certificate authorities of the system, or only those of a file.
     *
     * @param caFile certificates in PEM; null: those of the system
     */
    public static HttpCalls trusting(@Nullable Path caFile) {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        if (caFile != null) {
            builder.sslContext(tls(caFile));
        }
        return new HttpCalls(builder.build());
    }

    /**
     * Sends a request.
     *
     * @throws Failure if no answer arrives within a minute
     */
    public Answer send(HttpRequest.Builder builder) {
        return send(builder, ANSWER);
    }

    /**
     * Sends a request.
     *
     * @param patience how long to wait for the answer
     * @throws Failure if no answer arrives
     */
    Answer send(HttpRequest.Builder builder, Duration patience) {
        return send(builder, patience, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY));
    }

    /**
     * Sends a request whose answer of any size is written to an existing file. An error is returned, and not written.
     *
     * @param patience how long to wait for the start of the answer
     * @throws Failure if no answer arrives, or not all of it
     */
    Answer download(HttpRequest.Builder builder, Duration patience, Path file) {
        return send(
                builder,
                patience,
                answer -> answer.statusCode() / 100 == 2
                        ? BodySubscribers.mapping(
                                BodySubscribers.ofFile(file, StandardOpenOption.WRITE), written -> new byte[0])
                        : BodySubscribers.limiting(BodySubscribers.ofByteArray(), MAX_BODY));
    }

    private Answer send(HttpRequest.Builder builder, Duration patience, BodyHandler<byte[]> reader) {
        var request = builder.timeout(patience).build();
        try {
            return Answer.of(client.send(request, reader));
        } catch (IOException failure) {
            var uri = request.uri();
            throw Failure.unreachable("Cannot reach " + uri.getScheme() + "://" + uri.getRawAuthority() + ": "
                    + reason(failure, patience));
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw Failure.refused("The command was interrupted.");
        }
    }

    private static String reason(IOException failure, Duration patience) {
        return switch (failure) {
            case HttpConnectTimeoutException _ -> "no connection within " + CONNECT.toSeconds() + " seconds.";
            case HttpTimeoutException _ -> "no answer within " + patience.toSeconds() + " seconds.";
            case ConnectException _ ->
                hasCause(failure, UnresolvedAddressException.class)
                        ? "the host name is unknown."
                        : "nothing accepts connections there.";
            case SSLException _ ->
                hasCause(failure, CertificateException.class)
                        ? "its certificate is not trusted. If it is from a private authority, use --ca-file with login,"
                                + " or " + Environment.CA_FILE + "."
                        : "TLS fails: " + failure.getMessage() + ".";
            default -> failure.getMessage() == null ? "the connection fails." : failure.getMessage() + ".";
        };
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, Throwable::getCause)
                .takeWhile(Objects::nonNull)
                .anyMatch(type::isInstance);
    }

    private static SSLContext tls(Path caFile) {
        try (InputStream pem = Files.newInputStream(caFile)) {
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            if (trusted.size() == 0) {
                throw Failure.usage("The file " + caFile + " contains no certificate.");
            }
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException failure) {
            throw Failure.usage("The file " + caFile + " cannot be read.");
        } catch (GeneralSecurityException failure) {
            throw Failure.usage("The file " + caFile + " must contain certificates in PEM: " + failure.getMessage());
        }
    }
}
