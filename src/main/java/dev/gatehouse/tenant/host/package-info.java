/**
 * The hosts of tenants: which tenant answers a request. Serves no path; every request passes {@link
 * dev.gatehouse.tenant.host.HostFilter} first.
 */
@NullMarked
package dev.gatehouse.tenant.host;

import org.jspecify.annotations.NullMarked;
