package dev.gatehouse.platform;

/**
 * The program cannot start for a reason that its operator can remove. The message is the one sentence that is shown; it
 * names what is wrong and what to change.
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
