// SPDX-License-Identifier: Apache-2.0
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

/** Maps audit actions to message keys of {@link AuditMessages}, and groups the actions for selection. */
@Named("auditWords")
@ApplicationScoped
public class AuditActionMessages {
    private static final List<Group> GROUPS = grouped();

    /**
     * An action.
     *
     * @param word its message key
     */
    @TemplateData
    public record Choice(String wireName, String word) {}

    /**
     * Actions with a common prefix.
     *
     * @param prefix the filter for all actions of the group; empty for the remaining actions
     * @param word the message key of the group
     */
    @TemplateData
    public record Group(String prefix, String word, List<Choice> choices) {
        public Group {
            choices = List.copyOf(choices);
        }
    }

    /** Returns all actions by group. */
    public List<Group> groups() {
        return GROUPS;
    }

    /** Returns the message key of an action: {@code TOKEN_ISSUED} becomes {@code tokenIssued}. */
    static String of(AuditAction action) {
        return camelCase(action.name());
    }

    private static List<Group> grouped() {
        var byPrefix = Arrays.stream(AuditAction.values())
                .collect(Collectors.groupingBy(AuditActionMessages::prefix, LinkedHashMap::new, Collectors.toList()));
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
