/**
 * The console's frame: the sign-in filter, forms, answers, lists and notices. One room below for each section.
 *
 * <p>Every page calls the resource of the admin API in process, so that permissions, rules and audit are the same.
 * Nothing depends on these rooms.
 */
@NullMarked
package dev.gatehouse.console;

import org.jspecify.annotations.NullMarked;
