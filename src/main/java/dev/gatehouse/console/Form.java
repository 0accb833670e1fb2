package dev.gatehouse.console;

import dev.gatehouse.platform.CommonErrors;
import dev.gatehouse.platform.ErrorText;
import dev.gatehouse.platform.FieldError;
import dev.gatehouse.platform.Language;
import dev.gatehouse.platform.Problem;
import dev.gatehouse.platform.ProblemException;
import io.quarkus.qute.TemplateData;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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
    static final String VERSION = "version";

    private static final Pattern INDEX = Pattern.compile("(.+)\\[([0-9]+)](.*)");

    private final Map<String, List<String>> values;
    private final Map<String, List<String>> meanwhile;
    private final List<Mistake> mistakes;
    private final @Nullable String problem;
    private final boolean overtaken;
    private final Labels labels;

    /**
     * One thing that is wrong, in the language of the page.
     *
     * @param field the field that it stands at
     * @param label of that field; null: the form does not show it
     */
    @TemplateData
    public record Mistake(String field, @Nullable String label, String message) {}

    private Form(
            Map<String, List<String>> values,
            Map<String, List<String>> meanwhile,
            List<Mistake> mistakes,
            @Nullable String problem,
            boolean overtaken,
            Labels labels) {
        this.values = values;
        this.meanwhile = meanwhile;
        this.mistakes = mistakes;
        this.problem = problem;
        this.overtaken = overtaken;
        this.labels = labels;
    }

    /** A form to be filled in, with what {@link #with} puts into it. */
    public static Form blank() {
        return new Form(new LinkedHashMap<>(), Map.of(), List.of(), null, false, Labels.NONE);
    }

    /** What a browser has sent, to be read only. */
    static Form sent(MultivaluedMap<String, String> fields) {
        return sent(fields, Labels.NONE);
    }

    /** What a browser has sent in a form, which is shown again if something is wrong. */
    static Form sent(MultivaluedMap<String, String> fields, Labels labels) {
        return new Form(new LinkedHashMap<>(fields), Map.of(), List.of(), null, false, labels);
    }

    /** A form without anything in it that can be shown again. */
    static Form blank(Labels labels) {
        return sent(new MultivaluedHashMap<>(), labels);
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
        return new Form(changed, meanwhile, mistakes, problem, overtaken, labels);
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
            throw ProblemException.invalid(field, CommonErrors.notAWholeNumber());
        }
    }

    /**
     * Each id that was sent under a name.
     *
     * @param why what is wrong with a value that is not an ID
     * @throws ProblemException when one is none
     */
    List<UUID> ids(String field, ErrorText why) {
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
                .orElseThrow(
                        () -> ProblemException.invalid(field, CommonErrors.notOneOf(List.of(type.getEnumConstants()))));
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
                .distinct()
                .collect(Collectors.joining(" "));
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
        return problem != null || mistakes.isEmpty() ? problem : sentence(mistakes);
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
    Form refused(Problem why, Language language) {
        var found = mistakes(why.errors(), labels, language);
        var detail = why.detail();
        return new Form(
                values,
                meanwhile,
                found,
                found.isEmpty() && detail != null ? language.text(detail) : null,
                false,
                labels);
    }

    /** A refusal in one text, for a page without fields to show it at. */
    static String sentence(Problem why, Labels labels, Language language) {
        var detail = why.detail();
        return detail == null ? sentence(mistakes(why.errors(), labels, language)) : language.text(detail);
    }

    /** What was sent, beside what somebody else has saved meanwhile; sent once more, it replaces that. */
    Form overtakenBy(Form current) {
        var again = new LinkedHashMap<>(values);
        again.put(VERSION, current.values.getOrDefault(VERSION, List.of()));
        return new Form(again, current.values, List.of(), null, true, labels);
    }

    /** The same form, with something that is wrong with a field in the page's own words. */
    Form mistaken(String field, String label, String message) {
        var found = new ArrayList<>(mistakes);
        found.add(new Mistake(field, label, message));
        return new Form(values, meanwhile, List.copyOf(found), problem, overtaken, labels);
    }

    /** The same form, with something that is wrong with the whole in the page's own words. */
    Form failed(String why) {
        return new Form(values, meanwhile, mistakes, why, overtaken, labels);
    }

    /** An entry of a list is told at the list, by its number. */
    static List<Mistake> mistakes(List<FieldError> errors, Labels labels, Language language) {
        return errors.stream()
                .map(error -> {
                    var indexed = INDEX.matcher(error.field());
                    var field = indexed.matches() ? indexed.group(1) : error.field();
                    var label = labels.of(field, language);
                    return new Mistake(
                            field,
                            label == null || !indexed.matches()
                                    ? label
                                    : label + " " + (Integer.parseInt(indexed.group(2)) + 1),
                            language.text(error.message()));
                })
                .toList();
    }

    private static String sentence(List<Mistake> mistakes) {
        return mistakes.stream().map(Form::sentence).collect(Collectors.joining(" "));
    }

    private static String sentence(Mistake mistake) {
        return mistake.label() == null ? mistake.message() : mistake.label() + ": " + mistake.message();
    }
}
