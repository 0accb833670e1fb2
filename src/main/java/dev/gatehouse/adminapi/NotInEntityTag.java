// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

/**
 * The Jackson view of properties outside the state of a resource, for example the time of last use. {@code @JsonView}
 * with this class excludes a property from the {@linkplain EntityTags entity tag}, but not from the response.
 */
public final class NotInEntityTag {
    private NotInEntityTag() {}
}
