// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

/**
 * A failure to start with a cause that the operator can remove. The message is shown as is: one sentence that names the
 * cause and the remedy.
 */
public final class StartupFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartupFailure(String sentence) {
        super(sentence);
    }

    public StartupFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
