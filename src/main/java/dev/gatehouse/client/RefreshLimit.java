// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

/** Limited or unlimited refreshes of a grant. */
public enum RefreshLimit {
    UNLIMITED,
    LIMITED
}
