// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.demo;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** The demo's flow service: <code>{"a":2,"b":3,"operation":"add"}</code> becomes <code>{"result":5}</code>. */
final class Calculator {

    private Calculator() {}

    /**
     * Returns the result of a calculation.
     *
     * @throws IllegalArgumentException if the request is invalid; the message says why
     */
    static JsonObject answer(JsonObject question) {
        BigDecimal a = number(question, "a");
        BigDecimal b = number(question, "b");
        BigDecimal result = switch (String.valueOf(question.getValue("operation"))) {
            case "add" -> a.add(b);
            case "subtract" -> a.subtract(b);
            case "multiply" -> a.multiply(b);
            case "divide" -> divide(a, b);
            default -> throw new IllegalArgumentException("operation must be add, subtract, multiply or divide");
        };
        return new JsonObject().put("result", plain(result));
    }

    private static BigDecimal number(JsonObject question, String field) {
        @Nullable Object value = question.getValue(field);
        if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof Double fraction && Double.isFinite(fraction)) {
            return BigDecimal.valueOf(fraction);
        }
        throw new IllegalArgumentException(field + " must be a number");
    }

    private static BigDecimal divide(BigDecimal a, BigDecimal b) {
        if (b.signum() == 0) {
            throw new IllegalArgumentException("b must not be 0 in a division");
        }
        return a.divide(b, MathContext.DECIMAL64);
    }

    private static Number plain(BigDecimal result) {
        try {
            return result.longValueExact();
        } catch (ArithmeticException _) {
            double fraction = result.doubleValue();
            if (Double.isInfinite(fraction)) {
                throw new IllegalArgumentException("the result is too large");
            }
            return fraction;
        }
    }
}
