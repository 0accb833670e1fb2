// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of constraints are those of the migrations, on one server and in a database that Citus distributes. */
class ViolatedConstraintTest {
    @ParameterizedTest
    @CsvSource({
        "client_name,client_name",
        "client_name_102226,client_name",
        "token_tenant_id_client_fkey_1020401,token_tenant_id_client_fkey",
        "exposed_service_check2,exposed_service_check2",
        ",''"
    })
    void hasTheNameOfTheMigration(String violated, String expected) {
        assertThat(ViolatedConstraint.of(
                        new ConstraintViolationException("violated", new SQLException("violated"), violated)))
                .isEqualTo(expected);
    }
}
