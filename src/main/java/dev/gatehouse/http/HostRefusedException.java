// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

/** A request for a host that no tenant answers. */
public final class HostRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HostRefusal reason;

    HostRefusedException(HostRefusal reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public HostRefusal reason() {
        return reason;
    }
}
