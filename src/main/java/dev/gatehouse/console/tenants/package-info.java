/**
 * The pages of the operator: the tenants of the deployment, their quotas, and the live nodes. Serves
 * {@code /console/tenants} and {@code /console/nodes}.
 */
@NullMarked
package dev.gatehouse.console.tenants;

import org.jspecify.annotations.NullMarked;
