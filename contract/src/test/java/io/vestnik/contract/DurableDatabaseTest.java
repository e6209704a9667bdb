package io.vestnik.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurableDatabaseTest {

    @Test
    void itIsFitWhenACommitIsOnDisk() {
        assertThat(DurableDatabase.problemWith(18, "on", "on", "on")).isEmpty();
        assertThat(DurableDatabase.problemWith(15, "on", "on", "remote_apply")).isEmpty();
    }

    @Test
    void whatIsOffIsNamed() {
        assertThat(DurableDatabase.problemWith(18, "off", "on", "off"))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("fsync, synchronous_commit off"));
        assertThat(DurableDatabase.problemWith(18, "on", "off", "on"))
                .hasValueSatisfying(text -> assertThat(text).contains("full_page_writes off"));
    }

    @Test
    void anOldVersionIsNamedWithTheLimit() {
        assertThat(DurableDatabase.problemWith(14, "on", "on", "on"))
                .hasValue("PostgreSQL is version 14, and Vestnik needs 15 or newer.");
    }
}
