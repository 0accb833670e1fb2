// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client as its source describes it, before the rules of Gatehouse are applied by {@link ClientSection}. */
final class ForeignClient {
    final Located id;
    Located name;
    String version = "1";

    @Nullable Located description;

    boolean confidential = true;
    boolean active = true;
    final List<Located> redirectUris = new ArrayList<>();

    /** The origins of scripts; null: those of the redirect URIs. */
    @Nullable List<Located> origins;

    /** The grants in the order of the admin API. */
    final Set<String> grants = new LinkedHashSet<>();

    /** The fields of the admin API with a constant that needs no check. */
    @Nullable String requirePkce;

    @Nullable String approval;

    /** The lifetime of access tokens in seconds; 0: never; null: the setting. */
    @Nullable Integer lifetime;

    /** The number of refreshes; -1: unlimited; null: the setting. */
    @Nullable Integer refreshes;

    final List<Located> scopes = new ArrayList<>();

    /** The secret of a confidential client; null: the source does not have it. */
    @Nullable Located secret;

    ForeignClient(Located id) {
        this.id = id;
        this.name = id;
    }
}
