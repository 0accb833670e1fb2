// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.adminapi.FieldNames;
import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Set;

/**
 * The header fields of one connection, which are never forwarded: the fixed ones, and those that a {@code Connection}
 * field names (RFC 9110 §7.6.1).
 */
final class HopByHop {
    private HopByHop() {}

    /** Returns the plain names of the hop-by-hop fields of a message. */
    static Set<String> in(MultiMap headers) {
        var names = new HashSet<>(FieldNames.OF_CONNECTION);
        for (var field : headers.getAll("Connection")) {
            for (var name : field.split(",", -1)) {
                names.add(FieldNames.plain(name));
            }
        }
        return names;
    }
}
