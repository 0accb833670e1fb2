/**
 * What a partner developer is handed for one client: the Postman export, and code samples. It reads what
 * {@code client}, {@code scope}, {@code service} and {@code tenant} know and stores nothing; only {@code console} may see it.
 */
@NullMarked
package dev.gatehouse.partner;

import org.jspecify.annotations.NullMarked;
