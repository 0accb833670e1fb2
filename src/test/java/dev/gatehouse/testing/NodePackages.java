// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** npm packages in the versions of a lock file. */
public final class NodePackages {
    private NodePackages() {}

    /**
     * Installs the packages of a folder and returns their directory. Skips or fails the test as described at {@link
     * Tools#need}.
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
