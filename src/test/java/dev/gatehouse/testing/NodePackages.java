// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** Packages from the npm registry, in the versions of a lock file. */
public final class NodePackages {
    private NodePackages() {}

    /**
     * Installs the packages of a folder, and returns where they are; the test is skipped, or fails, as {@link Tools#need}
     * says.
     */
    public static Path of(Path folder) throws Exception {
        Tools.need("make", "node", "npm");
        var packages = folder.resolve("node_modules");
        assertThat(Tools.run(new ProcessBuilder("make", "--silent", packages + "/.package-lock.json")))
                .as("npm ci in " + folder)
                .isZero();
        return packages;
    }
}
