/**
 * The quotas of tenants: how much a tenant may have and use. Serves no path; {@code operator} sets quotas, and the
 * packages that create and use things ask here.
 */
@NullMarked
package dev.gatehouse.tenant.quota;

import org.jspecify.annotations.NullMarked;
