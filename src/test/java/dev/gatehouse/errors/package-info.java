/** The errors of the OAuth endpoints as the tables that their RFCs imply: every code, every trigger, whole answers. */
package dev.gatehouse.errors;
