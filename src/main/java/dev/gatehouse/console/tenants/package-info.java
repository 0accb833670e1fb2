/** The pages of the operator: the tenants of the deployment and their quotas. Serves {@code /console/tenants}. */
@NullMarked
package dev.gatehouse.console.tenants;

import org.jspecify.annotations.NullMarked;
