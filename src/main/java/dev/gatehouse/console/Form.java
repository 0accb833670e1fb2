package dev.gatehouse.console;

import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.Problem;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.qute.TemplateData;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A form as it is shown and sent: values by the names that the admin API gives them, what is wrong with each, and the
 * version of the thing that it was filled from. After somebody else changed the thing, also what they have saved.
 */
@TemplateData
public final class Form {
    /** The hidden field with the entity tag of what the form shows. */
    public static final String VERSION = "version";

    private static final Pattern INDEX = Pattern.compile("(.+)\\[([0-9]+)](.*)");

    private final Map<String, List<String>> values;
    private final Map<String, List<String>> meanwhile;
    private final List<Mistake> mistakes;
    private final @Nullable String problem;
    private final boolean overtaken;

    /** One thing that is wrong: the field that it stands at, and why. */
    @TemplateData
    public record Mistake(String field, String label, String message) {}

    private Form(
            Map<String, List<String>> values,
            Map<String, List<String>> meanwhile,
            List<Mistake> mistakes,
            @Nullable String problem,
            boolean overtaken) {
        this.values = values;
        this.meanwhile = meanwhile;
        this.mistakes = mistakes;
        this.problem = problem;
        this.overtaken = overtaken;
    }

    /** A form to be filled in, with what {@link #with} puts into it. */
    public static Form blank() {
        return new Form(new LinkedHashMap<>(), Map.of(), List.of(), null, false);
    }

    /** What a browser has sent. */
    public static Form sent(MultivaluedMap<String, String> fields) {
        return new Form(new LinkedHashMap<>(fields), Map.of(), List.of(), null, false);
    }

    /** The same form with a value in it; null and false leave the field empty. */
    public Form with(String field, @Nullable Object value) {
        var texts = switch (value) {
            case null -> List.<String>of();
            case Boolean flag -> flag ? List.of("true") : List.<String>of();
            case Iterable<?> many -> {
                var all = new ArrayList<String>();
                many.forEach(one -> all.add(String.valueOf(one)));
                yield List.copyOf(all);
            }
            default -> List.of(value.toString());
        };
        var changed = new LinkedHashMap<>(values);
        changed.put(field, texts);
        return new Form(changed, meanwhile, mistakes, problem, overtaken);
    }

    // As it is read

    /** A text, stripped; null when there is none. */
    public @Nullable String text(String field) {
        var value = value(field).strip();
        return value.isEmpty() ? null : value;
    }

    /** Each value that was sent under a name. */
    public List<String> all(String field) {
        return values.getOrDefault(field, List.of()).stream()
                .filter(value -> !value.isBlank())
                .toList();
    }

    /** A text of several lines, one value each. */
    public List<String> lines(String field) {
        return all(field).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** A text of several words, with white space between them. */
    public List<String> words(String field) {
        return all(field).stream()
                .flatMap(text -> Pattern.compile("\\s+").splitAsStream(text.strip()))
                .toList();
    }

    /** Whether a box was ticked. */
    public boolean flag(String field) {
        return "true".equals(value(field));
    }

    /**
     * A whole number, null when none was typed.
     *
     * @throws ProblemException when something else was
     */
    public @Nullable Integer number(String field) {
        var text = text(field);
        if (text == null) {
            return null;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException tooLongOrNone) {
            throw ProblemException.invalid(field, "must be a whole number");
        }
    }

    /**
     * Each id that was sent under a name.
     *
     * @param why what is wrong with what is none
     * @throws ProblemException when one is none
     */
    public List<UUID> ids(String field, String why) {
        return all(field).stream()
                .map(text -> TypedId.read(text).orElseThrow(() -> ProblemException.invalid(field, why)))
                .toList();
    }

    /**
     * One of the values of an enum, by its name; null when none was chosen.
     *
     * @throws ProblemException when it is none of them
     */
    public <E extends Enum<E>> @Nullable E choice(String field, Class<E> type) {
        var text = text(field);
        if (text == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        field,
                        "must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }

    /** The entity tag that the form was filled from; null for something new. */
    public @Nullable String version() {
        return text(VERSION);
    }

    // As it is shown

    public String value(String field) {
        return values.getOrDefault(field, List.of()).stream().findFirst().orElse("");
    }

    /** A list as the lines of a text. */
    public String linesOf(String field) {
        return String.join("\n", values.getOrDefault(field, List.of()));
    }

    /** Whether a value is among those of a field: its box is ticked. */
    public boolean has(String field, String value) {
        return values.getOrDefault(field, List.of()).contains(value);
    }

    /** What is wrong with a field, null when nothing is. */
    public @Nullable String error(String field) {
        var all = mistakes.stream()
                .filter(mistake -> mistake.field().equals(field))
                .map(Mistake::message)
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all;
    }

    /** Everything that is wrong. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** What is wrong with the whole, null when nothing is. */
    public @Nullable String problem() {
        return problem;
    }

    /** All that is wrong in one text, null when nothing is: for a page without fields to show it at. */
    public @Nullable String summary() {
        return problem != null || mistakes.isEmpty()
                ? problem
                : mistakes.stream()
                        .map(mistake -> mistake.label() + " " + mistake.message())
                        .collect(Collectors.joining("; "));
    }

    /** Whether the thing was changed by somebody else since the form was filled. */
    public boolean overtaken() {
        return overtaken;
    }

    /** What somebody else has saved in a field since, null where it is the same. */
    public @Nullable String meanwhile(String field) {
        var theirs = meanwhile.get(field);
        return theirs == null || theirs.equals(values.getOrDefault(field, List.of()))
                ? null
                : theirs.isEmpty() ? "–" : String.join(", ", theirs);
    }

    /** What was sent, with what is wrong about it. */
    public Form refused(Problem why) {
        var found = why.errors().stream().map(Form::mistake).toList();
        return new Form(values, meanwhile, found, found.isEmpty() ? why.detail() : null, false);
    }

    /** What was sent, beside what somebody else has saved meanwhile; sent once more, it replaces that. */
    Form overtakenBy(Form current) {
        var again = new LinkedHashMap<>(values);
        again.put(VERSION, current.values.getOrDefault(VERSION, List.of()));
        return new Form(again, current.values, List.of(), null, true);
    }

    /** The same form, with something that is wrong with a field in the page's own words. */
    public Form mistaken(String field, String label, String message) {
        var found = new ArrayList<>(mistakes);
        found.add(new Mistake(field, label, message));
        return new Form(values, meanwhile, List.copyOf(found), problem, overtaken);
    }

    /** The same form, with something that is wrong with the whole in the page's own words. */
    public Form failed(String why) {
        return new Form(values, meanwhile, mistakes, why, overtaken);
    }

    private static Mistake mistake(FieldError error) {
        var indexed = INDEX.matcher(error.field());
        return indexed.matches()
                ? new Mistake(
                        indexed.group(1),
                        label(indexed.group(1)) + " " + (Integer.parseInt(indexed.group(2)) + 1),
                        error.message())
                : new Mistake(error.field(), label(error.field()), error.message());
    }

    /** The name of a field in words: {@code redirectUris} is "redirect URIs". */
    private static String label(String field) {
        var words =
                field.replaceAll("([a-z])([A-Z])", "$1 $2").replace('.', ' ').toLowerCase(Locale.ROOT);
        return words.replaceAll("\\buri(s?)\\b", "URI$1")
                .replaceAll("\\burl(s?)\\b", "URL$1")
                .replaceAll("\\bid\\b", "ID")
                .replaceAll("\\bpkce\\b", "PKCE")
                .replaceAll("\\bms\\b", "(ms)");
    }
}
