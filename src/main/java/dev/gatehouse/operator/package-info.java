/**
 * The operator of a deployment with several tenants: creates, changes, suspends and deletes tenants, and sees the live
 * nodes.
 *
 * <p>Serves {@code /operator/v1}, on the operator's host only. The only package that reads and writes the tables of
 * tenants and hosts; {@code tenant.host} reads which tenant has a host.
 */
@NullMarked
package dev.gatehouse.operator;

import org.jspecify.annotations.NullMarked;
