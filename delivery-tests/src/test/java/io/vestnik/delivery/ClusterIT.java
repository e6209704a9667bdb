package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.contract.NotificationStatus;
import io.vestnik.testkit.RabbitCluster;
import io.vestnik.testkit.VirtualHost;
import io.vestnik.testkit.oracle.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * F37 and F38: a cluster of three loses the node that leads, for good, for a while, or only from
 * sight, and goes on.
 */
@Tag("cluster")
class ClusterIT {
    private static final Logger log = LoggerFactory.getLogger(ClusterIT.class);
    private static final Duration EVERY = Duration.ofMillis(40);
    private static final Duration OUTAGE = Duration.ofSeconds(15);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(20);
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(5);
    private static final Duration HEALED_WITHIN = Duration.ofMinutes(2);

    private static RabbitCluster cluster;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        cluster = RabbitCluster.start();
        awaitWhole();
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    private static void awaitWhole() {
        await().atMost(HEALED_WITHIN)
                .ignoreExceptions()
                .until(() -> IntStream.range(0, RabbitCluster.SIZE).allMatch(cluster::isWhole));
    }

    /** What is done to the node that leads, and how it is undone. */
    private interface Outage {
        void run(int leader) throws Exception;
    }

    @Test
    void nothingIsLostWhenTheLeaderIsKilled() throws Exception {
        survives(
                "killed",
                leader -> {
                    cluster.node(leader).kill();
                    passTime(leader);
                    cluster.node(leader).restart();
                });
    }

    @Test
    void nothingIsLostWhenTheLeaderStandsStill() throws Exception {
        survives(
                "paused",
                leader -> {
                    cluster.pause(leader);
                    passTime(leader);
                    cluster.resume(leader);
                    restartIfDivided(leader);
                });
    }

    @Test
    void nothingIsLostWhenTheLeaderIsCutOff() throws Exception {
        survives(
                "cut off",
                leader -> {
                    cluster.cutOff(leader);
                    passTime(leader);
                    cluster.reconnect(leader);
                });
    }

    /** Until the others miss it; the length of the outage is part of the case. */
    private static void passTime(int lost) {
        int other = (lost + 1) % RabbitCluster.SIZE;
        await().pollDelay(OUTAGE)
                .atMost(OUTAGE.multipliedBy(3))
                .until(() -> !cluster.isWhole(other));
    }

    /**
     * A node of 3.x that stood still for longer than the others wait for it, and is back before it
     * has noticed, does not pause as a minority does: its Mnesia stays divided from theirs until
     * somebody restarts it. From 4.3 there is no Mnesia.
     */
    private static void restartIfDivided(int node) {
        try {
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> cluster.isWhole(node));
        } catch (ConditionTimeoutException divided) {
            log.info("Node {} stays divided from the others, and is restarted", node);
            cluster.node(node).stop();
            cluster.node(node).restart();
        }
    }

    private CachingConnectionFactory connect(VirtualHost host) {
        CachingConnectionFactory connections =
                RunningSender.connect(host, host.host(), host.port());
        connections.setAddresses(cluster.addresses());
        connections.getRabbitConnectionFactory().setConnectionTimeout(5_000);
        connections.getRabbitConnectionFactory().setRequestedHeartbeat(5);
        connections.getRabbitConnectionFactory().setChannelRpcTimeout(10_000);
        return connections;
    }

    private void survives(String what, Outage outage) throws Exception {
        VirtualHost host = cluster.createVirtualHost();
        try (Trial trial = new Trial(folder.resolve("ledger"), host, () -> connect(host))) {
            trial.startSender();
            CachingConnectionFactory publisher = connect(host);
            RabbitTemplate template = new RabbitTemplate(publisher);
            template.setMandatory(true);
            int leader = cluster.leaderOf(host, Trial.SEND);
            SteadyPosts posts = new SteadyPosts(trial.posted(), template, EVERY);
            try (posts) {
                await().until(() -> posts.count() > 100);
                outage.run(leader);
                awaitWhole();
                int now = posts.count();
                await().atMost(HEALED_WITHIN).until(() -> posts.count() > now + 100);
            }
            trial.awaitQuiet(DRAINED_WITHIN);
            Verdict verdict = trial.verdict();
            publisher.destroy();

            log.info(
                    "Leader {}: {} posted, longest gap between confirms {} ms\n{}",
                    what,
                    posts.count(),
                    posts.longestGap().toMillis(),
                    verdict);
            assertThat(verdict.violations()).isEmpty();
            assertThat(verdict.lost()).isZero();
            assertThat(verdict.ended(NotificationStatus.SENT)).isEqualTo(posts.count());
            assertThat(posts.longestGap()).isLessThan(LONGEST_GAP);
        }
    }
}
