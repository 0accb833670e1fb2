// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for {@value #HOST} and the authority that issued it. keytool creates both for one test.
 * @param keyStore the PKCS #12 file with the server's key
 * @param authority the authority's certificate in PEM
 */
public record ThrowawayCertificate(Path keyStore, Path authority) {
    public static final String HOST = "localhost";
    public static final String PASSWORD = "throwaway";
    public static final String SERVER = "server";

    private static final String AUTHORITY = "authority";

    public static ThrowawayCertificate in(Path directory) throws IOException, InterruptedException {
        var made = new ThrowawayCertificate(directory.resolve("server.p12"), directory.resolve("authority.pem"));
        made.generate(AUTHORITY, "-ext", "bc:critical=ca:true", "-ext", "ku:critical=keyCertSign");
        made.generate(SERVER, "-signer", AUTHORITY, "-ext", "san=dns:" + HOST, "-ext", "eku=serverAuth");
        made.export();
        return made;
    }

    private void export() throws IOException {
        try (var file = Files.newInputStream(keyStore)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            var encoded = Base64.getMimeEncoder()
                    .encodeToString(keys.getCertificate(AUTHORITY).getEncoded());
            Files.writeString(authority, "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Returns a client's TLS context that trusts only this authority. */
    public SSLContext trusted() throws IOException, GeneralSecurityException {
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust());
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** Returns a PKCS #12 file that trusts only this authority, for programs outside this JVM. */
    public Path trustStore() throws IOException, GeneralSecurityException {
        var file = authority.resolveSibling("trust.p12");
        try (var out = Files.newOutputStream(file)) {
            trust().store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private KeyStore trust() throws IOException, GeneralSecurityException {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        try (var pem = Files.newInputStream(authority)) {
            trust.setCertificateEntry(
                    AUTHORITY, CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        return trust;
    }

    /** Returns a server's TLS context with this certificate. */
    public SSLContext server() throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var file = Files.newInputStream(keyStore)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        var own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                SERVER,
                keys.getKey(SERVER, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                keys.getCertificateChain(SERVER));
        managers.init(own, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void generate(String alias, String... more) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias));
        arguments.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
