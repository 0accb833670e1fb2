// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.http.Language;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.Problem;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.WhiteSpace;
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
 * An immutable form: values by the field names of the admin API, error messages, and the version of the resource that
 * the form was filled from. After a conflicting change, the form also contains the values that another user saved.
 */
@TemplateData
public final class Form {
    /** The hidden field with the entity tag of the resource in the form. */
    public static final String VERSION = "version";

    private static final Pattern INDEX = Pattern.compile("(.+)\\[([0-9]+)](.*)");

    private final Map<String, List<String>> values;
    private final Map<String, List<String>> meanwhile;
    private final List<Mistake> mistakes;
    private final @Nullable String problem;
    private final boolean overtaken;
    private final Labels labels;

    /**
     * An error in the language of the page.
     *
     * @param field the field with the error
     * @param label the label of the field; null if the form does not show the field
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

    /** Returns an empty form. */
    public static Form blank() {
        return new Form(new LinkedHashMap<>(), Map.of(), List.of(), null, false, Labels.NONE);
    }

    /** Returns the values that a browser sent, for reading only. */
    public static Form sent(MultivaluedMap<String, String> fields) {
        return sent(fields, Labels.NONE);
    }

    /** Returns the values that a browser sent, as a form that can be shown again with errors. */
    public static Form sent(MultivaluedMap<String, String> fields, Labels labels) {
        return new Form(new LinkedHashMap<>(fields), Map.of(), List.of(), null, false, labels);
    }

    /** Returns an empty form that can show errors. */
    public static Form blank(Labels labels) {
        return sent(new MultivaluedHashMap<>(), labels);
    }

    /** Returns a copy with a value. Null and false leave the field empty. */
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

    // Reading

    /** Returns a stripped text, or null if the field is empty. */
    public @Nullable String text(String field) {
        var value = WhiteSpace.strip(value(field));
        return value.isEmpty() ? null : value;
    }

    /** Returns all values of a field that are not blank. */
    public List<String> all(String field) {
        return values.getOrDefault(field, List.of()).stream()
                .filter(value -> !WhiteSpace.isBlank(value))
                .toList();
    }

    /** Returns the lines of a field, without blank lines. */
    public List<String> lines(String field) {
        return all(field).stream()
                .flatMap(String::lines)
                .map(WhiteSpace::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Returns the words of a field, separated by white space. */
    public List<String> words(String field) {
        return all(field).stream()
                .flatMap(text -> Pattern.compile("\\s+").splitAsStream(WhiteSpace.strip(text)))
                .toList();
    }

    /** Returns whether a checkbox is selected. */
    public boolean flag(String field) {
        return "true".equals(value(field));
    }

    /**
     * Returns an integer, or null if the field is empty.
     *
     * @throws ProblemException if the value is not an integer
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
     * Returns the ids of a field.
     *
     * @param why the error for a value that is not an ID
     * @throws ProblemException if a value is not an ID
     */
    public List<UUID> ids(String field, ErrorText why) {
        return all(field).stream()
                .map(text -> IdParser.read(text).orElseThrow(() -> ProblemException.invalid(field, why)))
                .toList();
    }

    /**
     * Returns the enum constant that a field names, or null if the field is empty.
     *
     * @throws ProblemException if there is no such constant
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

    /** Returns the entity tag that the form was filled from, or null for a new resource. */
    public @Nullable String version() {
        return text(VERSION);
    }

    // Rendering

    public String value(String field) {
        return values.getOrDefault(field, List.of()).stream().findFirst().orElse("");
    }

    /** Returns the values of a field as lines of a text. */
    public String linesOf(String field) {
        return String.join("\n", values.getOrDefault(field, List.of()));
    }

    /** Returns whether a field has a value, so that its checkbox is selected. */
    public boolean has(String field, String value) {
        return values.getOrDefault(field, List.of()).contains(value);
    }

    /** Returns the error messages of a field, or null if there are none. */
    public @Nullable String error(String field) {
        var all = mistakes.stream()
                .filter(mistake -> mistake.field().equals(field))
                .map(Mistake::message)
                .distinct()
                .collect(Collectors.joining(" "));
        return all.isEmpty() ? null : all;
    }

    /** Returns all error messages. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** Returns the error message of the whole form, or null if there is none. */
    public @Nullable String problem() {
        return problem;
    }

    /** Returns all error messages as one text, or null if there are none. For pages without fields. */
    public @Nullable String summary() {
        return problem != null || mistakes.isEmpty() ? problem : sentence(mistakes);
    }

    /** Returns whether another user changed the resource since the form was filled. */
    public boolean overtaken() {
        return overtaken;
    }

    /** Returns the value of a field that another user saved since, or null if the value is the same. */
    public @Nullable String meanwhile(String field) {
        var theirs = meanwhile.get(field);
        return theirs == null || theirs.equals(values.getOrDefault(field, List.of()))
                ? null
                : theirs.isEmpty() ? "–" : String.join(", ", theirs);
    }

    /** Returns a copy with the errors of a rejected request. */
    public Form refused(Problem why, Language language) {
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

    /** Returns the errors of a rejected request as one text, for a page without fields. */
    public static String sentence(Problem why, Labels labels, Language language) {
        var detail = why.detail();
        return detail == null ? sentence(mistakes(why.errors(), labels, language)) : language.text(detail);
    }

    /**
     * Returns a copy with the values that another user saved. Has the new version, so that sending the form again
     * replaces these values.
     */
    Form overtakenBy(Form current) {
        var again = new LinkedHashMap<>(values);
        again.put(VERSION, current.values.getOrDefault(VERSION, List.of()));
        return new Form(again, current.values, List.of(), null, true, labels);
    }

    /** Returns a copy with an error message for a field. */
    public Form mistaken(String field, String label, String message) {
        var found = new ArrayList<>(mistakes);
        found.add(new Mistake(field, label, message));
        return new Form(values, meanwhile, List.copyOf(found), problem, overtaken, labels);
    }

    /** Returns a copy with an error of the whole form, in the words of the page. */
    public Form failed(String why) {
        return new Form(values, meanwhile, mistakes, why, overtaken, labels);
    }

    /** Converts errors for display. The error of a list's entry is shown at the list, with the number of the entry. */
    public static List<Mistake> mistakes(List<FieldError> errors, Labels labels, Language language) {
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
                            language.text(error));
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
