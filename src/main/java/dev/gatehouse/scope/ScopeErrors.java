// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import dev.gatehouse.problem.ErrorText;
import java.util.List;

/** The errors of scopes, URL patterns and request paths. */
public final class ScopeErrors {
    private ScopeErrors() {}

    public static ErrorText notFound() {
        return ErrorText.of("scope.not-found");
    }

    public static ErrorText unknown(String name) {
        return ErrorText.of("scope.unknown", name);
    }

    public static ErrorText forbiddenCharacters() {
        return ErrorText.of("scope.forbidden-characters");
    }

    public static ErrorText reservedName(String prefix) {
        return ErrorText.of("scope.reserved-name", prefix);
    }

    public static ErrorText taken(String name) {
        return ErrorText.of("scope.taken", name);
    }

    public static ErrorText builtIn(String name) {
        return ErrorText.of("scope.built-in", name);
    }

    public static ErrorText usedBy(List<ErrorText> users) {
        return ErrorText.of("scope.used-by", users);
    }

    public static ErrorText used() {
        return ErrorText.of("scope.used");
    }

    public static ErrorText deletedMeanwhile() {
        return ErrorText.of("scope.deleted-meanwhile");
    }

    public static ErrorText unknownGroup() {
        return ErrorText.of("group.unknown");
    }

    public static ErrorText groupDeletedMeanwhile() {
        return ErrorText.of("group.deleted-meanwhile");
    }

    public static ErrorText patternOutside() {
        return ErrorText.of("pattern.outside");
    }

    public static ErrorText patternTooLong(int most) {
        return ErrorText.of("pattern.too-long", most);
    }

    public static ErrorText patternBraces() {
        return ErrorText.of("pattern.braces");
    }

    public static ErrorText patternNotAPath() {
        return ErrorText.of("pattern.not-a-path");
    }

    public static ErrorText patternUnsafe() {
        return ErrorText.of("pattern.unsafe");
    }

    public static ErrorText patternDots() {
        return ErrorText.of("pattern.dot-segments");
    }

    public static ErrorText patternBelow() {
        return ErrorText.of("pattern.double-star");
    }

    public static ErrorText patternStar() {
        return ErrorText.of("pattern.star");
    }

    public static ErrorText pathWithoutSlash() {
        return ErrorText.of("path.without-slash");
    }

    public static ErrorText pathTooLong() {
        return ErrorText.of("path.too-long");
    }

    public static ErrorText pathAmbiguous() {
        return ErrorText.of("path.ambiguous");
    }

    public static ErrorText pathAboveRoot() {
        return ErrorText.of("path.above-root");
    }

    public static ErrorText pathTooDeep() {
        return ErrorText.of("path.too-deep");
    }
}
