// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import java.util.regex.Pattern;
import org.hibernate.exception.ConstraintViolationException;

/**
 * The names of violated constraints. In a distributed database, a constraint of a shard has the number of the shard after
 * its name; the name here is the one in the migrations.
 */
public final class ViolatedConstraint {
    /** The numbers of shards in Citus begin with 102008, and no constraint of the migrations ends in such a number. */
    private static final Pattern SHARD = Pattern.compile("_[0-9]{6,}$");

    private ViolatedConstraint() {}

    /** Returns the name of the constraint, or an empty text if the database does not tell the name. */
    public static String of(ConstraintViolationException violation) {
        var name = violation.getConstraintName();
        return name == null ? "" : SHARD.matcher(name).replaceFirst("");
    }
}
