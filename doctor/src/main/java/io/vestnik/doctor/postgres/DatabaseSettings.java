package io.vestnik.doctor.postgres;

import io.vestnik.contract.Channel;
import java.time.Duration;
import java.util.Map;

/**
 * Where PostgreSQL is, and what is still good.
 *
 * @param url a JDBC URL
 * @param user the owner of the tables
 * @param apiUser who broker-api logs in as
 * @param senders who the sender of each channel that is used logs in as
 * @param longTransaction from which age on a transaction is worth a word
 */
public record DatabaseSettings(
        String url,
        String user,
        String password,
        String apiUser,
        Map<Channel, String> senders,
        Duration longTransaction) {

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
