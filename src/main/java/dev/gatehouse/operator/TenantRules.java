// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.platform.Loopback;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.tenant.host.HostName;
import dev.gatehouse.tenant.host.TenantHosts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for IDs and hosts of tenants. */
final class TenantRules {
    static final int MAX_ID = 63;
    static final int MAX_NAME = 100;
    private static final int MAX_HOSTS = 20;
    private static final int MAX_HOST = 253;
    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    private TenantRules() {}

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Reads host names, in lower case and without the trailing dot; adds an error for each that breaks a rule. */
    static SequencedSet<String> hosts(
            @Nullable List<@Nullable String> typed, TenantHosts registered, FieldErrors errors) {
        var names = typed == null ? List.<@Nullable String>of() : typed;
        errors.check(!names.isEmpty(), "hosts", CommonErrors.noEntries());
        errors.check(names.size() <= MAX_HOSTS, "hosts", CommonErrors.tooManyEntries(MAX_HOSTS));
        var read = new LinkedHashSet<String>();
        for (var i = 0; i < Math.min(names.size(), MAX_HOSTS); i++) {
            var field = "hosts[" + i + "]";
            var text = errors.required(field, names.get(i), MAX_HOST);
            var host = text.contains(":") && !text.startsWith("[")
                    ? null
                    : HostName.of(text).orElse(null);
            if (text.isEmpty() || errors.has(field)) {
                continue;
            }
            if (host == null || host.length() < text.length() - 1) {
                errors.add(field, OperatorErrors.invalidHost());
            } else if (Loopback.isHost(host) || registered.isConfigured(host)) {
                errors.add(field, OperatorErrors.configuredHost());
            } else {
                errors.check(read.add(host), field, CommonErrors.duplicateEntry());
            }
        }
        return read;
    }
}
