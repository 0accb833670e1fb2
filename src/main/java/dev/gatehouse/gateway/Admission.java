package dev.gatehouse.gateway;

import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.platform.LastUses;
import dev.gatehouse.platform.LastUses.Used;
import jakarta.enterprise.context.ApplicationScoped;

/** What follows from an allowed call before it goes on: its token and its service are noted as used. */
@ApplicationScoped
class Admission {
    private final LastUses lastUses;

    Admission(LastUses lastUses) {
        this.lastUses = lastUses;
    }

    void admit(Allowed allowed) {
        var caller = allowed.caller();
        lastUses.note(Used.TOKEN, caller.tenant(), caller.token());
        if (allowed instanceof Allowed.ToService toService) {
            lastUses.note(Used.SERVICE, caller.tenant(), toService.route().service());
        }
    }
}
