// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** That the configuration directory was applied to a tenant. */
@Entity
@Table(name = "applied_configuration")
class AppliedConfiguration {
    @Id
    @Column(name = "tenant_id")
    String tenantId;

    /** When the directory was applied first. */
    @Column(name = "applied_at", updatable = false)
    Instant appliedAt;
}
