package io.vestnik.delivery;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vestnik.testkit.Login;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.VirtualHost;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.fault.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A running sender for mail with a bad line to each of its neighbours, which can be killed. */
final class BadlyConnectedSender implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final FaultProxy toRelay;
    private final FaultProxy toBroker;
    private final FaultProxy toDatabase;
    private final HikariDataSource pool;
    private final RunningSender sender;
    private volatile boolean killed;
    private @Nullable Thread burial;

    BadlyConnectedSender(
            VirtualHost broker, PostgresDatabase database, int relay, String waits, long seed) {
        Random seeds = new Random(seed);
        PGSimpleDataSource address = new PGSimpleDataSource();
        address.setURL(database.jdbcUrl());
        toRelay = FaultProxy.inFrontOf("127.0.0.1", relay, seeds.nextLong());
        toBroker = FaultProxy.inFrontOf(broker.host(), broker.port(), seeds.nextLong());
        toDatabase =
                FaultProxy.inFrontOf(
                        address.getServerNames()[0], address.getPortNumbers()[0], seeds.nextLong());
        pool = pool(database);
        sender =
                new RunningSender(
                        RunningSender.connect(broker, toBroker.host(), toBroker.port()),
                        new MortalDataSource(),
                        new PlainMailSender(toRelay.host(), toRelay.port(), PATIENCE),
                        waits);
    }

    private HikariDataSource pool(PostgresDatabase database) {
        Login login = database.emailSender();
        HikariConfig config = new HikariConfig();
        // Without the addition the words of a statement are on the wire the first few times only.
        config.setJdbcUrl(
                "jdbc:postgresql://%s:%d/%s?prepareThreshold=0&socketTimeout=3"
                        .formatted(toDatabase.host(), toDatabase.port(), database.name()));
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setMaximumPoolSize(6);
        config.setConnectionTimeout(PATIENCE.toMillis());
        return new HikariDataSource(config);
    }

    FaultProxy toRelay() {
        return toRelay;
    }

    FaultProxy toBroker() {
        return toBroker;
    }

    FaultProxy toDatabase() {
        return toDatabase;
    }

    private Stream<FaultProxy> lines() {
        return Stream.of(toRelay, toBroker, toDatabase);
    }

    /**
     * To its neighbours it looks as if the process was killed: every connection breaks, and it is
     * never heard of again, whatever its threads still try.
     */
    void kill() {
        killed = true;
        lines().forEach(FaultProxy::refuse);
        lines().forEach(line -> line.cut(Fault.RESET));
        burial = Thread.ofVirtual().name("burial").start(this::end);
    }

    /** Stops it in an orderly way, or sees to it that nothing is left of a killed one. */
    @Override
    public void close() throws InterruptedException {
        if (burial == null) {
            lines().forEach(FaultProxy::disarm);
            end();
        } else {
            burial.join();
        }
    }

    private void end() {
        sender.close();
        pool.close();
        lines().forEach(FaultProxy::close);
    }

    /** The threads of a dead sender would ask for a database that is away for 20 minutes. */
    private final class MortalDataSource extends DelegatingDataSource {
        MortalDataSource() {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (killed) {
                throw new IllegalThreadStateException("This sender was killed");
            }
            return super.getConnection();
        }
    }
}
