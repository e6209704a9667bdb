package io.vestnik.doctor.postgres;

import java.time.Duration;

/**
 * Where PostgreSQL is, and what is still good.
 *
 * @param url a JDBC URL
 * @param user the owner of the tables
 * @param apiUser who broker-api logs in as
 * @param emailUser who email-sender logs in as
 * @param longTransaction from which age on a transaction is worth a word
 */
public record DatabaseSettings(
        String url,
        String user,
        String password,
        String apiUser,
        String emailUser,
        Duration longTransaction) {

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
