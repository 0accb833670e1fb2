// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

/**
 * The reason for an OAuth error. Clients get the English text as {@code error_description}: ASCII without {@code "} and
 * {@code \} (RFC 6749 §5.2). Pages may show the reason in another language.
 */
public interface ErrorDescription {

    /** Returns whole sentences in English. */
    String inEnglish();
}
