// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry of the command line client. */
public final class CommandLineClient {
    private static final int HELP_WIDTH = 100;

    private CommandLineClient() {}

    /**
     * Runs a command.
     *
     * @param arguments the command with its options
     * @return the exit code of the process
     */
    public static int run(String... arguments) {
        return commands().execute(arguments);
    }

    private static CommandLine commands() {
        var line = new CommandLine(new GatehouseCommand());
        describe(line);
        return line.setOut(new PrintWriter(Terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(Terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(HELP_WIDTH)
                .setParameterExceptionHandler((failure, _) -> explain(failure))
                .setExecutionExceptionHandler((failure, _, _) -> explain(failure));
    }

    /** Gives every command the option for its help, and its help the exit codes. */
    private static void describe(CommandLine line) {
        var spec = line.getCommandSpec();
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        spec.usageMessage()
                .abbreviateSynopsis(false)
                .descriptionHeading("%n")
                .parameterListHeading("%nArguments:%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes());
        line.getSubcommands().values().forEach(CommandLineClient::describe);
    }

    private static Map<String, String> exitCodes() {
        var codes = new LinkedHashMap<String, String>();
        codes.put(String.valueOf(ExitCode.OK), "success");
        codes.put(String.valueOf(ExitCode.REFUSED), "the server rejects the request, or the result is negative");
        codes.put(String.valueOf(ExitCode.USAGE), "the command line or a file is invalid");
        codes.put(String.valueOf(ExitCode.NOT_SIGNED_IN), "you are not signed in, or the token is rejected");
        codes.put(String.valueOf(ExitCode.UNREACHABLE), "the server cannot be reached, or is unavailable");
        return codes;
    }

    private static int explain(ParameterException failure) {
        var command = failure.getCommandLine();
        Terminal.tell("gatehouse: " + message(failure));
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        Terminal.tell("See " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static String message(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return (failure.getCommandLine().getSubcommands().isEmpty() ? "Unknown argument: " : "Unknown command: ")
                    + unmatched.getUnmatched().getFirst();
        }
        return String.valueOf(failure.getMessage()).replaceFirst("^Error: ", "");
    }

    private static int explain(Exception failure) {
        if (failure instanceof Failure known) {
            known.lines().forEach(line -> Terminal.tell("gatehouse: " + line));
            return known.exitCode();
        }
        Terminal.tell("gatehouse: This is a defect of the command line client.");
        failure.printStackTrace(Terminal.err());
        return ExitCode.REFUSED;
    }
}
