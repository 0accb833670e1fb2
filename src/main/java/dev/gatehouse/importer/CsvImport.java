// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import dev.gatehouse.importer.CsvTable.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table of clients, scopes and services with the labels of webMethods. A column {@code Kind} says what a row is.
 * Several values in a cell are on lines of their own, or separated by {@code |}.
 */
final class CsvImport {
    private static final Pattern PATH_VARIABLE = Pattern.compile("(?<=/)\\{[^/{}]*}(?=/|$)");
    private static final Pattern ORIGIN = Pattern.compile("^https?://[^/]*(?=/)");
    private static final Pattern METHODS = Pattern.compile("^([A-Za-z]+(?:,[A-Za-z]+)*)\\s+(\\S.*)$");
    private static final Pattern SECONDS = Pattern.compile("(?:expires in )?([0-9]{1,9})(?: ?s| seconds)?");
    private static final Pattern COUNT = Pattern.compile("(?:limited )?([0-9]{1,9})");
    private static final Pattern REST =
            Pattern.compile("/integration/restv2/([A-Za-z0-9][A-Za-z0-9_-]{0,62})/([A-Za-z0-9][A-Za-z0-9_-]{0,62})"
                    + "/([A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99})(/.*)?");
    private static final Pattern FLOW =
            Pattern.compile("/integration/rest/external/integration/run/([A-Za-z0-9][A-Za-z0-9_-]{0,62})"
                    + "/([A-Za-z0-9][A-Za-z0-9_-]{0,62})/([A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99})");

    private static final Map<String, String> GRANTS = Map.of(
            "authorizationcode", "authorization_code",
            "implicit", "implicit",
            "clientcredentials", "client_credentials",
            "password", "password",
            "resourceownerpasswordcredentials", "password");

    /** A column: the words of its title without spaces, and another title for it. */
    private enum Column {
        KIND,
        NAME,
        VERSION,
        DESCRIPTION,
        CLIENT_ID,
        CLIENT_SECRET,
        TYPE,
        REDIRECTION_URLS("redirecturis"),
        ALLOWED_GRANTS("grants"),
        REQUIRE_PKCE,
        EXPIRATION_INTERVAL,
        REFRESH_COUNT,
        SKIP_APPROVAL,
        STATUS,
        SCOPES,
        SERVICE_URLS,
        GROUPS,
        UPSTREAM_URL;

        private final String otherTitle;

        Column() {
            this("");
        }

        Column(String otherTitle) {
            this.otherTitle = otherTitle;
        }

        private boolean isTitled(String word) {
            return word.equals(word(name())) || (word.equals(otherTitle) && !word.isEmpty());
        }

        static Column of(Located title) {
            return Stream.of(values())
                    .filter(column -> column.isTitled(word(title.text())))
                    .findFirst()
                    .orElseThrow(() ->
                            ImportFault.at(title.place(), "There is no column `" + title.text() + "` in this format."));
        }
    }

    /** Returns the letters of a title or a value in lower case. */
    private static String word(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private final Draft draft;
    private Map<Column, String> titles = Map.of();

    CsvImport(Draft draft) {
        this.draft = draft;
    }

    void read(CsvTable table) {
        var found = new HashMap<Column, String>();
        for (var title : table.titles()) {
            if (found.put(Column.of(title), title.text()) != null) {
                throw ImportFault.at(title.place(), "The column `" + title.text() + "` appears twice.");
            }
        }
        if (!found.containsKey(Column.KIND) || !found.containsKey(Column.NAME)) {
            throw ImportFault.at(table.titles().getFirst().place(), "The columns `Kind` and `Name` are required.");
        }
        titles = found;
        var byKind = new LinkedHashMap<String, List<Row>>();
        for (var kind : List.of("scope", "service", "client")) {
            byKind.put(kind, new ArrayList<>());
        }
        for (var row : table.rows()) {
            var kind = required(row, Column.KIND);
            var rows = byKind.get(kind.text().toLowerCase(Locale.ROOT));
            if (rows == null) {
                throw ImportFault.at(kind.place(), "Kind must be client, scope or service.");
            }
            rows.add(row);
        }
        Objects.requireNonNull(byKind.get("scope")).forEach(this::scope);
        Objects.requireNonNull(byKind.get("service")).forEach(this::service);
        Objects.requireNonNull(byKind.get("client")).forEach(this::client);
    }

    // Cells

    /** Returns a cell; null if it is blank. */
    private @Nullable Located cell(Row row, Column column) {
        var title = titles.get(column);
        var cell = title == null ? null : row.cells().get(title);
        return cell == null || cell.text().isBlank() ? null : cell;
    }

    private Located required(Row row, Column column) {
        var cell = cell(row, column);
        if (cell == null) {
            var first = row.cells().values().iterator().next();
            throw ImportFault.at(
                    new Place(
                            Objects.requireNonNullElse(titles.get(column), word(column.name())),
                            first.place().position()),
                    "A value is required.");
        }
        return cell;
    }

    /** Returns the values of a cell. */
    private List<Located> values(Row row, Column column, String separators) {
        var cell = cell(row, column);
        return cell == null
                ? List.of()
                : Stream.of(cell.text().split(separators))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .map(value -> new Located(value, cell.place()))
                        .toList();
    }

    private static String text(@Nullable Located cell) {
        return cell == null ? "" : cell.text();
    }

    // Scopes and services

    private void scope(Row row) {
        refuse(row, "scope", List.of(Column.KIND, Column.NAME, Column.DESCRIPTION, Column.SERVICE_URLS, Column.GROUPS));
        var foreign = required(row, Column.NAME);
        var added = draft.scopes().add(foreign, text(cell(row, Column.DESCRIPTION)));
        if (added.isEmpty()) {
            return;
        }
        var name = added.get();
        for (var value : values(row, Column.SERVICE_URLS, "[\\n|]")) {
            var url = url(value);
            draft.scopes().cover(name, pattern("scope", name, url.url()), url.methods());
        }
        values(row, Column.GROUPS, "[\\n|]")
                .forEach(group ->
                        draft.group(group, "").ifPresent(known -> draft.scopes().limit(name, known)));
    }

    /** A URL with the methods before it. */
    private record MethodsAndUrl(List<Located> methods, Located url) {}

    private static MethodsAndUrl url(Located value) {
        var parts = METHODS.matcher(value.text());
        return parts.matches()
                ? new MethodsAndUrl(
                        Stream.of(parts.group(1).split(","))
                                .map(method -> new Located(method, value.place()))
                                .toList(),
                        new Located(parts.group(2), value.place()))
                : new MethodsAndUrl(List.of(), value);
    }

    /** Returns a URL of webMethods as a pattern: without the host, and with an asterisk for each path variable. */
    private Located pattern(String kind, String name, Located url) {
        var path = ORIGIN.matcher(url.text()).replaceFirst("");
        var pattern = PATH_VARIABLE.matcher(path).replaceAll("*");
        if (!pattern.equals(url.text())) {
            draft.changed(kind, name, url.place(), "The URL " + url.text() + " is `" + pattern + "` in Gatehouse.");
        }
        return new Located(pattern, url.place());
    }

    private void service(Row row) {
        refuse(
                row,
                "service",
                List.of(Column.KIND, Column.NAME, Column.DESCRIPTION, Column.SERVICE_URLS, Column.UPSTREAM_URL));
        var name = required(row, Column.NAME);
        required(row, Column.SERVICE_URLS);
        for (var value : values(row, Column.SERVICE_URLS, "[\\n|]")) {
            var url = url(value);
            var path = pattern("service", name.text(), url.url());
            var rest = REST.matcher(path.text());
            var flow = FLOW.matcher(path.text());
            var match = rest.matches() ? rest : flow.matches() ? flow : null;
            if (match == null) {
                draft.leftOut(
                        "service",
                        name.text(),
                        path.place(),
                        path.text() + " is not the path of a REST API or a flow service.");
                continue;
            }
            draft.services()
                    .add(new ServiceSection.Foreign(
                            name,
                            match.group(1),
                            match.group(2),
                            match.group(3),
                            match == rest ? Objects.requireNonNullElse(match.group(4), "") : null,
                            url.methods(),
                            required(row, Column.UPSTREAM_URL),
                            text(cell(row, Column.DESCRIPTION))));
        }
    }

    // Clients

    private void client(Row row) {
        refuse(
                row,
                "client",
                Stream.of(Column.values())
                        .filter(column -> column != Column.SERVICE_URLS
                                && column != Column.UPSTREAM_URL
                                && column != Column.GROUPS)
                        .toList());
        var name = required(row, Column.NAME);
        var id = cell(row, Column.CLIENT_ID);
        var client = new ForeignClient(id == null ? new Located(idOf(name.text()), name.place()) : id);
        client.name = name;
        client.version = text(cell(row, Column.VERSION));
        client.description = cell(row, Column.DESCRIPTION);
        client.confidential = isConfidential(cell(row, Column.TYPE));
        client.active = isYes(cell(row, Column.STATUS), true, "active", "inactive");
        client.redirectUris.addAll(values(row, Column.REDIRECTION_URLS, "[\\s|]+"));
        grants(row, client);
        client.requirePkce = switch (word(text(cell(row, Column.REQUIRE_PKCE)))) {
            case "", "useglobalsetting", "global" -> null;
            case "yes", "true" -> "YES";
            case "no", "false" -> "NO";
            default -> throw fault(row, Column.REQUIRE_PKCE, "Use global setting, Yes or No");
        };
        client.lifetime = lifetime(row);
        client.refreshes = refreshes(row);
        if (isYes(cell(row, Column.SKIP_APPROVAL), false, "yes", "no")) {
            client.approval = "NEVER";
        }
        client.scopes.addAll(values(row, Column.SCOPES, "[\\s,;|]+"));
        if (client.confidential) {
            client.secret = cell(row, Column.CLIENT_SECRET);
        }
        draft.clients().add(client);
    }

    /** Returns the client ID of a client without one. */
    private static String idOf(String name) {
        var id = Names.clientId(name);
        return id.isEmpty() ? "client" : id;
    }

    private static boolean isConfidential(@Nullable Located type) {
        return switch (word(text(type))) {
            case "", "confidential" -> true;
            case "public" -> false;
            default -> throw fault(Objects.requireNonNull(type), "Confidential or Public");
        };
    }

    private static boolean isYes(@Nullable Located cell, boolean blank, String yes, String no) {
        var word = word(text(cell));
        if (word.isEmpty()) {
            return blank;
        }
        if (word.equals(yes) || word.equals("true") || word.equals("yes")) {
            return true;
        }
        if (word.equals(no) || word.equals("false") || word.equals("no")) {
            return false;
        }
        throw fault(Objects.requireNonNull(cell), yes + " or " + no);
    }

    private void grants(Row row, ForeignClient client) {
        var given = values(row, Column.ALLOWED_GRANTS, "[\\n|,;]");
        if (given.isEmpty()) {
            client.grants.add("authorization_code");
        }
        for (var grant : given) {
            var known = GRANTS.get(word(grant.text()).replaceFirst("grant$", ""));
            if (known == null) {
                throw fault(
                        grant,
                        "Authorization Code, Implicit, Client Credentials or Resource Owner Password Credentials");
            }
            client.grants.add(known);
        }
    }

    private @Nullable Integer lifetime(Row row) {
        var text = text(cell(row, Column.EXPIRATION_INTERVAL)).toLowerCase(Locale.ROOT);
        var seconds = SECONDS.matcher(text);
        if (seconds.matches() && !seconds.group(1).matches("0+")) {
            return Integer.valueOf(seconds.group(1));
        }
        return switch (word(text)) {
            case "", "useglobalsetting", "global" -> null;
            case "neverexpires", "never" -> 0;
            default -> throw fault(row, Column.EXPIRATION_INTERVAL, "Use global setting, Never expires or seconds");
        };
    }

    private @Nullable Integer refreshes(Row row) {
        var text = text(cell(row, Column.REFRESH_COUNT)).toLowerCase(Locale.ROOT);
        var count = COUNT.matcher(text);
        if (count.matches()) {
            return Integer.valueOf(count.group(1));
        }
        return switch (word(text)) {
            case "", "useglobalsetting", "global" -> null;
            case "unlimited" -> -1;
            default -> throw fault(row, Column.REFRESH_COUNT, "Unlimited or a number");
        };
    }

    private ImportFault fault(Row row, Column column, String expected) {
        return fault(required(row, column), expected);
    }

    private static ImportFault fault(Located cell, String expected) {
        return ImportFault.at(cell.place(), "Expected " + expected + ".");
    }

    /** Reports cells that rows of a kind do not have. Secrets are not part of the report. */
    private void refuse(Row row, String kind, List<Column> allowed) {
        for (var column : Column.values()) {
            var cell = allowed.contains(column) ? null : cell(row, column);
            if (cell != null) {
                draft.leftOut(
                        kind,
                        text(cell(row, Column.NAME)),
                        cell.place(),
                        "A " + kind + " has no " + cell.place().field() + ".");
            }
        }
    }
}
