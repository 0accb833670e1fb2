// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import dev.gatehouse.cli.CommandLineClient;
import dev.gatehouse.database.embedded.DatabaseAddress;
import dev.gatehouse.database.embedded.EmbeddedDatabase;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.connection.RequestTargets;
import dev.gatehouse.platform.StartupFailure;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.net.BindException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The main class. With a command it runs the command line client, without the application. Otherwise it ensures that a database is available, runs the application, and prints a one-sentence reason if
 * startup fails. The embedded database, if used, starts before the application and stops after it.
 */
@QuarkusMain
public final class Gatehouse {

    /**
     * A constant in native images, where this class is initialized at build time, so that the embedded database is
     * removed from the image.
     */
    private static final boolean NATIVE = ImageMode.current().isNativeImage();

    private static final String HOST = "quarkus.http.host";
    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String USERNAME = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";
    private static final long STOP_PATIENCE_SECONDS = 60;
    private static final Set<String> HELP = Set.of("-h", "--help");

    private final SmallRyeConfig config;
    private final CountDownLatch applicationStopped = new CountDownLatch(1);
    private volatile boolean applicationRuns;
    private volatile boolean stopping;

    private Gatehouse(SmallRyeConfig config) {
        this.config = config;
    }

    public static void main(String... args) {
        if (isCommand(args)) {
            System.exit(CommandLineClient.run(args));
        }
        System.setProperty(RequestTargets.SERVER_CHECK_OFF, "true");
        try {
            // Separate from the application's configuration, which is built and registered later.
            new Gatehouse(ConfigUtils.configBuilder().build()).run(args);
        } catch (StartupFailure failure) {
            fail(failure, failure.getMessage());
            System.exit(1);
        }
    }

    /**
     * Returns whether the arguments are for the command line client. The server's have none but options; a word that is no
     * command is an error of the client, which must not start a server.
     */
    private static boolean isCommand(String... args) {
        return Stream.of(args).anyMatch(argument -> !argument.startsWith("-") || HELP.contains(argument));
    }

    private void run(String... args) {
        checkBaseUrls();
        chooseHost();
        ensureDatabase();
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            Quarkus.run(Running.class, args);
            return;
        }
        applicationRuns = true;
        if (!stopping) {
            Quarkus.run(Running.class, this::exit, args);
        }
    }

    private void checkBaseUrls() {
        boolean requireHttps = flag("gatehouse.require-https", true);
        property("gatehouse.base-url").ifPresent(url -> BaseUrl.parse(BaseUrl.KEY, url, requireHttps));
        property("gatehouse.operator.base-url")
                .ifPresent(url -> BaseUrl.parse(BaseUrl.OPERATOR_KEY, url, requireHttps));
    }

    /**
     * Returns a boolean property of Gatehouse. Rejects other values, because the framework would read them as false.
     */
    private boolean flag(String name, boolean unset) {
        String value = property(name).map(String::strip).orElse(String.valueOf(unset));
        if (!value.equals("true") && !value.equals("false")) {
            throw new StartupFailure(name + " must be true or false.");
        }
        return value.equals("true");
    }

    /**
     * Restricts the demo to the loopback interface unless a host is configured, because the demo's credentials are
     * public.
     */
    private void chooseHost() {
        if (flag("gatehouse.demo", false) && !isConfigured(HOST)) {
            System.setProperty(HOST, "127.0.0.1");
        }
    }

    /** Returns whether a property has a value that is not a framework default. */
    private boolean isConfigured(String name) {
        ConfigValue value = config.getConfigValue(name);
        return value.getValue() != null && value.getConfigSourceOrdinal() > Integer.MIN_VALUE;
    }

    private void ensureDatabase() {
        Optional<String> url = property(URL);
        if (url.isPresent()) {
            new DatabaseAddress(
                            url.get(),
                            property(USERNAME).orElse(null),
                            property(PASSWORD).orElse(null))
                    .requireAnswer();
        } else if (NATIVE) {
            throw new StartupFailure("No database is configured: set " + URL + " (or QUARKUS_DATASOURCE_JDBC_URL),"
                    + " with its username and password, because this native program carries no database of its own.");
        } else {
            startEmbeddedDatabase();
        }
    }

    private void startEmbeddedDatabase() {
        Path dataDir = config.getOptionalValue("gatehouse.data-dir", Path.class).orElse(Path.of("data"));
        EmbeddedDatabase database = EmbeddedDatabase.in(dataDir);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAfterApplication(database), "embedded-database"));
        DatabaseAddress address = database.start();
        System.setProperty(URL, address.jdbcUrl());
        setProperty(USERNAME, address.username());
        setProperty(PASSWORD, address.password());
    }

    private void stopAfterApplication(EmbeddedDatabase database) {
        stopping = true;
        try {
            if (applicationRuns) {
                var _ = applicationStopped.await(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }

    private void exit(int code, @Nullable Throwable failure) {
        applicationStopped.countDown();
        if (failure != null) {
            explain(failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }

    private void explain(Throwable failure) {
        // The deepest cause, unless a StartupFailure above it already tells the operator what to do.
        Throwable cause = Stream.iterate(failure, Throwable::getCause)
                .takeWhile(Objects::nonNull)
                .reduce(failure, (found, deeper) -> found instanceof StartupFailure ? found : deeper);
        switch (cause) {
            case StartupFailure known -> fail(failure, known.getMessage());
            case QuarkusBindException taken
            when isInUse(taken) -> fail(failure, portInUse(taken.getPort(), "quarkus.http.port"));
            case BindException taken
            when isInUse(taken) ->
                // Quarkus reports the port of its main interface, but not of the management interface.
                fail(failure, portInUse(managementPort(), "quarkus.management.port"));
            case SocketException refused
            when refused instanceof BindException || isForbidden(refused) ->
                fail(
                        failure,
                        "The address to listen on cannot be used (" + refused.getMessage()
                                + "); check quarkus.http.host, quarkus.http.port and quarkus.management.port.");
            default -> {
                System.err.println("Gatehouse cannot start: " + cause);
                failure.printStackTrace();
            }
        }
    }

    private static String portInUse(int port, String property) {
        return "Port " + port + " is already in use; stop the other program or choose another port with " + property
                + ".";
    }

    private static boolean isInUse(BindException failure) {
        return String.valueOf(failure.getMessage()).contains("already in use");
    }

    private static boolean isForbidden(SocketException failure) {
        return String.valueOf(failure.getMessage()).contains("Permission denied");
    }

    private int managementPort() {
        return config.getOptionalValue("quarkus.management.port", Integer.class).orElse(9000);
    }

    private Optional<String> property(String name) {
        return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
    }

    private static void setProperty(String name, @Nullable String value) {
        if (value != null) {
            System.setProperty(name, value);
        }
    }

    private static void fail(Throwable failure, @Nullable String sentence) {
        Logger.getLogger(Gatehouse.class).debug("Startup failed", failure);
        System.err.println(sentence);
    }
}
