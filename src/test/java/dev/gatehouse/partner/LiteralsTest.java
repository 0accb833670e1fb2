// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Literals of hostile texts: each language reads exactly the text from its literal. */
class LiteralsTest {
    private static final String SEPARATOR = "\u001e";

    private static final List<String> HOSTILE = List.of(
            "",
            "plain",
            "\"",
            "'",
            "`",
            "\\",
            "\\\\",
            "ends with \\",
            "\"; System.exit(1); //",
            "'; exit 1; '",
            "\\\"; panic(1) //",
            "'''",
            "\"\"\"",
            "$(exit 1)",
            "`exit 1`",
            "${HOME} $HOME !! #{x} {x} {0} {{x}}",
            "{facts.clientId} {#if} {/if} {! x !} {|x|} \\{x}",
            "%41 %s %n %%",
            "\\u0022 \\x22 \\042 \\n \\U0001F600",
            "*/ // -- --> # <!-- </script> <b>&amp;&lt;",
            "\n",
            "\r\n",
            "a\tb",
            "\u0001f \u001b[31m \u007f",
            "\u0085\u00a0\u2028\u2029\ufeff",
            "\u202eevil",
            "Grüße, żółw, 日本",
            "\ud83d\ude00f");

    @TempDir
    Path directory;

    /** A program that prints texts as UTF-8 with separators between them. */
    record Printer(
            String file,
            List<String> command,
            UnaryOperator<String> literal,
            String head,
            String between,
            String tail) {
        @Override
        public String toString() {
            return file;
        }

        String of(List<String> texts) {
            return texts.stream().map(literal).collect(Collectors.joining(between, head, tail));
        }
    }

    static Stream<Printer> printers() {
        return Stream.of(
                new Printer("print.sh", List.of("bash"), Literals::shell, "printf %s ", "$'\\036'", "\n"),
                new Printer(
                        "print.mjs",
                        List.of("node"),
                        Literals::javaScript,
                        "process.stdout.write([",
                        ",",
                        "].join('\\x1e'));\n"),
                new Printer(
                        "Print.java",
                        List.of("java"),
                        Literals::java,
                        "class Print { public static void main(String[] a) throws Exception { System.out.write("
                                + "String.join(\"\\036\", ",
                        ",",
                        ").getBytes(\"UTF-8\")); System.out.flush(); } }\n"),
                new Printer(
                        "print.py",
                        List.of("python3"),
                        Literals::python,
                        "import sys\nsys.stdout.buffer.write('\\x1e'.join([",
                        ",",
                        "]).encode())\n"),
                new Printer(
                        "print.go",
                        List.of("go", "run"),
                        Literals::go,
                        "package main\nimport (\"os\"; \"strings\")\n"
                                + "func main() { os.Stdout.WriteString(strings.Join([]string{",
                        ",",
                        "}, \"\\x1e\")) }\n"));
    }

    @ParameterizedTest
    @MethodSource("printers")
    void textIsReadAsItWasWritten(Printer printer) throws Exception {
        Tools.need(printer.command().getFirst());
        var program = Files.writeString(directory.resolve(printer.file()), printer.of(HOSTILE));
        var process = new ProcessBuilder(Stream.concat(printer.command().stream(), Stream.of(program.toString()))
                        .toList())
                .redirectError(directory.resolve("errors").toFile())
                .start();

        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor())
                .as(Files.readString(directory.resolve("errors")))
                .isZero();
        assertThat(printed.split(SEPARATOR, -1)).containsExactlyElementsOf(HOSTILE);
    }

    /** No C# compiler is available, so this test checks that the literals contain only unambiguous escape sequences. */
    @Test
    void csharpReadsTheTextAsItWasWritten() {
        var literal = Pattern.compile("\"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\]|\\\\u[0-9a-f]{4})*\"");
        assertThat(HOSTILE).allSatisfy(text -> {
            assertThat(Literals.csharp(text)).matches(literal);
            assertThat(readCsharp(Literals.csharp(text))).isEqualTo(text);
        });
    }

    @Test
    void csharpLiterals() {
        assertThat(Stream.of("a\"b\\", "\u0001f", "\n", "é", "\ud83d\ude00", "$\"{x}\"")
                        .map(Literals::csharp))
                .containsExactly(
                        "\"a\\\"b\\\\\"",
                        "\"\\u0001f\"",
                        "\"\\u000a\"",
                        "\"\\u00e9\"",
                        "\"\\ud83d\\ude00\"",
                        "\"$\\\"{x}\\\"\"");
    }

    @Test
    void halfOfASurrogatePairIsNoCharacterOfGo() {
        assertThat(Literals.go("a\ud800b")).isEqualTo("\"a\\ufffdb\"");
    }

    private static String readCsharp(String literal) {
        var escape = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");
        return escape.matcher(literal.substring(1, literal.length() - 1))
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null
                                ? found.group(2)
                                : String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }
}
