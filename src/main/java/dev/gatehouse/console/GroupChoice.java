// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

/** A group as a checkbox of a form. */
public record GroupChoice(String id, String name) {}
