/** The program itself: what happens between the command line and a running application, and on the way back. */
@NullMarked
package dev.gatehouse;

import org.jspecify.annotations.NullMarked;
