// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import jakarta.ws.rs.NotFoundException;
import java.util.Arrays;

/** The kinds of group members, with their names in URLs. */
public enum MemberKind {
    ACCOUNTS("accounts"),
    CLIENTS("clients");

    private final String path;

    MemberKind(String path) {
        this.path = path;
    }

    public String path() {
        return path;
    }

    static MemberKind of(String path) {
        return Arrays.stream(values())
                .filter(kind -> kind.path.equals(path))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }
}
