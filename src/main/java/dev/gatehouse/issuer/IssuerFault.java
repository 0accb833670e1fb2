package dev.gatehouse.issuer;

/** What an issuer did not answer as it should: in words for an administrator, without anything that it was sent. */
final class IssuerFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of fault. */
    enum Kind {
        /** No whole answer came. */
        UNREACHABLE,
        /** An answer came that is not one that can be used. */
        UNUSABLE,
        /** It does not accept the credentials that it was sent. */
        REFUSED
    }

    private final Kind kind;

    IssuerFault(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static IssuerFault unusable(String message) {
        return new IssuerFault(Kind.UNUSABLE, message);
    }

    Kind kind() {
        return kind;
    }

    String why() {
        return String.valueOf(getMessage());
    }

    /** What a failure means for whoever waits. */
    static IssuerFault of(Throwable failure) {
        return failure instanceof IssuerFault fault
                ? fault
                : new IssuerFault(Kind.UNREACHABLE, String.valueOf(failure.getMessage()));
    }
}
