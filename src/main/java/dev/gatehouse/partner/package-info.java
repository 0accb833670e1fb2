/**
 * What a partner's developer gets for a client: code samples and the Postman export.
 *
 * <p>Serves the export and samples of {@code /admin/api/v1/clients/{clientId}}. Stores nothing; only the console uses
 * it.
 */
@NullMarked
package dev.gatehouse.partner;

import org.jspecify.annotations.NullMarked;
