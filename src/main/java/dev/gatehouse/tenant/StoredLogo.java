// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** The logo columns of the settings table, separate because the image is too large to be read with every request. */
@Entity
@DynamicUpdate
@Table(name = "settings")
class StoredLogo {
    @Id
    @Column(name = "tenant_id")
    String tenantId;

    @Column(name = "approval_logo")
    byte @Nullable [] content;

    @Column(name = "approval_logo_type")
    @Nullable String type;
}
