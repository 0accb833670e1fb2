// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Set;
import java.util.UUID;

/** A stored URL pattern of a scope, in canonical spelling. Without methods, the pattern covers all methods. */
@Entity
@Table(name = "service_url")
class ServiceUrl extends TenantOwned {
    @Id
    UUID id;

    @Column(updatable = false)
    UUID scope;

    @Column(updatable = false)
    String pattern;

    @Column(updatable = false)
    String[] methods;

    @Column(updatable = false)
    int position;

    HttpMethods httpMethods() {
        return new HttpMethods(Set.of(methods));
    }
}
