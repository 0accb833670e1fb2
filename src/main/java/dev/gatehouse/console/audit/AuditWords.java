package dev.gatehouse.console.audit;

import dev.gatehouse.audit.AuditAction;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Under which keys {@link AuditMessages} has what happened, in words; and how it is grouped to be picked from. */
@Named("auditWords")
@ApplicationScoped
public class AuditWords {
    private static final List<Group> GROUPS = grouped();

    /** One thing that can happen. */
    @TemplateData
    public record Choice(String wireName, String word) {}

    /**
     * Things that can happen to the same.
     *
     * @param prefix what asks for all of them; empty: they have nothing in common
     */
    @TemplateData
    public record Group(String prefix, String word, List<Choice> choices) {
        public Group {
            choices = List.copyOf(choices);
        }
    }

    /** Everything that can happen. */
    public List<Group> groups() {
        return GROUPS;
    }

    /** The key of an action: {@code TOKEN_ISSUED} is {@code tokenIssued}. */
    static String of(AuditAction action) {
        return camelCase(action.name());
    }

    private static List<Group> grouped() {
        var byPrefix = Arrays.stream(AuditAction.values())
                .collect(Collectors.groupingBy(AuditWords::prefix, LinkedHashMap::new, Collectors.toList()));
        var groups = new ArrayList<Group>();
        var others = new ArrayList<Choice>();
        byPrefix.forEach((prefix, actions) -> {
            var choices = actions.stream()
                    .map(action -> new Choice(action.wireName(), of(action)))
                    .toList();
            if (choices.size() == 1) {
                others.addAll(choices);
            } else {
                groups.add(new Group(prefix + ".", camelCase("of_" + prefix), choices));
            }
        });
        groups.add(new Group("", "ofOthers", others));
        return List.copyOf(groups);
    }

    private static String prefix(AuditAction action) {
        return action.wireName().substring(0, action.wireName().indexOf('.'));
    }

    private static String camelCase(String words) {
        var parts = words.toLowerCase(Locale.ROOT).split("_");
        return parts[0]
                + Arrays.stream(parts)
                        .skip(1)
                        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                        .collect(Collectors.joining());
    }
}
