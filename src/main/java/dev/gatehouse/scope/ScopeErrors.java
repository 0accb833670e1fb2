// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import dev.gatehouse.problem.ErrorText;
import java.util.List;

/** The errors of scopes, URL patterns and request paths. */
public final class ScopeErrors {
    private ScopeErrors() {}

    static ErrorText notFound() {
        return ErrorText.of("scope.not-found");
    }

    public static ErrorText unknown(String name) {
        return ErrorText.of("scope.unknown", name);
    }

    static ErrorText forbiddenCharacters() {
        return ErrorText.of("scope.forbidden-characters");
    }

    static ErrorText reservedName(String prefix) {
        return ErrorText.of("scope.reserved-name", prefix);
    }

    static ErrorText taken(String name) {
        return ErrorText.of("scope.taken", name);
    }

    static ErrorText builtIn(String name) {
        return ErrorText.of("scope.built-in", name);
    }

    static ErrorText usedBy(List<ErrorText> users) {
        return ErrorText.of("scope.used-by", users);
    }

    static ErrorText used() {
        return ErrorText.of("scope.used");
    }

    public static ErrorText deletedMeanwhile() {
        return ErrorText.of("scope.deleted-meanwhile");
    }

    static ErrorText unknownGroup() {
        return ErrorText.of("group.unknown");
    }

    static ErrorText groupDeletedMeanwhile() {
        return ErrorText.of("group.deleted-meanwhile");
    }

    static ErrorText patternOutside() {
        return ErrorText.of("pattern.outside");
    }

    static ErrorText patternTooLong(int most) {
        return ErrorText.of("pattern.too-long", most);
    }

    static ErrorText patternBraces() {
        return ErrorText.of("pattern.braces");
    }

    static ErrorText patternNotAPath() {
        return ErrorText.of("pattern.not-a-path");
    }

    static ErrorText patternUnsafe() {
        return ErrorText.of("pattern.unsafe");
    }

    static ErrorText patternDots() {
        return ErrorText.of("pattern.dot-segments");
    }

    static ErrorText patternBelow() {
        return ErrorText.of("pattern.double-star");
    }

    static ErrorText patternStar() {
        return ErrorText.of("pattern.star");
    }

    static ErrorText pathWithoutSlash() {
        return ErrorText.of("path.without-slash");
    }

    static ErrorText pathTooLong() {
        return ErrorText.of("path.too-long");
    }

    static ErrorText pathAmbiguous() {
        return ErrorText.of("path.ambiguous");
    }

    static ErrorText pathAboveRoot() {
        return ErrorText.of("path.above-root");
    }

    static ErrorText pathTooDeep() {
        return ErrorText.of("path.too-deep");
    }
}
