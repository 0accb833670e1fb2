/** Tests of the OAuth errors, as tables of every code and trigger that the RFCs define, each with the whole answer. */
package dev.gatehouse.errors;
