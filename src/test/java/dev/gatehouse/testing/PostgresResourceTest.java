// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PostgresResourceTest {

    @Test
    void freshDatabasesAreSeparateAndDumpShowsTheirRows() throws Exception {
        String one = PostgresResource.freshDatabase();
        String other = PostgresResource.freshDatabase();
        try (var connection = PostgresResource.connect(one);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE \"Odd name\" (t int, note text)");
            statement.execute("INSERT INTO \"Odd name\" VALUES (1, 'needle')");
        }

        assertThat(PostgresResource.dump(one)).contains("needle");
        assertThat(PostgresResource.dump(other)).isEmpty();
    }
}
