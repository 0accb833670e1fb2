// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import dev.gatehouse.declarative.DocumentFault;
import dev.gatehouse.declarative.DocumentReader;

/** A format of another product. */
public enum ForeignFormat {
    /** A realm export of Keycloak, in JSON. */
    KEYCLOAK,

    /** A table of clients, scopes and services, for administrators of webMethods. */
    CSV,

    /** A declarative configuration of Kong Gateway, in YAML or JSON. */
    KONG,

    /** A standalone configuration of Apache APISIX, in YAML or JSON. */
    APISIX;

    /**
     * Reads a file.
     *
     * @param file the name of the file, for positions
     * @param secrets the form of client secrets in the result
     * @throws ImportFault if the file is not in this format, or too large
     */
    public ImportResult read(String file, byte[] bytes, SecretForm secrets) {
        var draft = new Draft(secrets);
        switch (this) {
            case KEYCLOAK -> new KeycloakRealm(draft).read(document(file, bytes, true));
            case CSV -> new CsvImport(draft).read(CsvTable.read(file, bytes));
            case KONG -> new KongConfiguration(draft).read(document(file, bytes, false));
            case APISIX -> new ApisixConfiguration(draft).read(document(file, bytes, false));
        }
        return draft.result();
    }

    private static SourceNode document(String file, byte[] bytes, boolean json) {
        try {
            return SourceNode.root(DocumentReader.read(file, bytes, json));
        } catch (DocumentFault fault) {
            throw ImportFault.of(fault.error());
        }
    }
}
