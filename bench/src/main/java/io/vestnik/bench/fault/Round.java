package io.vestnik.bench.fault;

import static org.awaitility.Awaitility.await;

import io.vestnik.bench.world.Load;
import io.vestnik.bench.world.Service;
import io.vestnik.bench.world.World;
import io.vestnik.bench.world.WorldSettings;
import io.vestnik.testkit.fault.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;

/** What the script of a case works with in one round, and what it has to tell about it. */
public final class Round {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** After the last of a wave is posted. */
    private static final Duration WAVE_ENDS_WITHIN = Duration.ofSeconds(5);

    private static final int MOST_WAVES = 10;

    private final World world;
    private final Load load;
    private final String prefix;
    private final int number;
    private final Random random;
    private final List<String> failures = new ArrayList<>();
    private long faults;
    private long doubles;

    Round(World world, Load load, String prefix, int number, Random random) {
        this.world = world;
        this.load = load;
        this.prefix = prefix;
        this.number = number;
        this.random = random;
    }

    /** Everything there is to break. */
    public World world() {
        return world;
    }

    /** Which one of its case, from 1. */
    public int number() {
        return number;
    }

    /** The only source of chance. */
    public Random random() {
        return random;
    }

    /** What the keys of this round begin with. */
    public String prefix() {
        return prefix;
    }

    /** Its callers. */
    public Load load() {
        return load;
    }

    /** Begins to post so many notifications, at so many in a second. */
    public void post(int count, int perSecond) {
        load.begin(prefix, count, perSecond, Map.of());
    }

    /** As the other, each with these members besides the usual ones. */
    public void post(int count, int perSecond, Map<String, ?> settings) {
        load.begin(prefix, count, perSecond, settings);
    }

    /**
     * Posts so many at this rate, and as many again until a trap of this line has struck. What
     * comes together is written together, so nobody knows how many statements and acknowledgements
     * a number of notifications makes.
     *
     * @param before how often a trap of the line had struck before
     * @return how many were posted
     */
    public int postUntilStruck(FaultProxy line, int before, int wave, int perSecond) {
        int posted = 0;
        while (struck(line) <= before && posted < MOST_WAVES * wave) {
            post(wave, perSecond);
            posted += wave;
            awaitStruckIfEver(line, before, Duration.ofSeconds(wave / perSecond));
        }
        check(struck(line) > before, "no trap has struck, though %d were posted".formatted(posted));
        return posted;
    }

    private static void awaitStruckIfEver(FaultProxy line, int before, Duration posting) {
        try {
            await().atMost(posting.plus(WAVE_ENDS_WITHIN))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> struck(line) > before);
        } catch (ConditionTimeoutException never) {
            // Then there is another wave.
        }
    }

    /** Waits until every request has its final answer. */
    public void awaitPosted() {
        awaitUntil("all posts are answered", () -> load.open() == 0);
    }

    /** Counts faults that were made by hand; traps of a line count by themselves. */
    public void count(int made) {
        faults += made;
    }

    /** Explains so many duplicates: mails that were on their way when their sender was killed. */
    public void mayDouble(int most) {
        doubles += most;
    }

    /** Kills a sender, which explains as many duplicates as it may have been sending. */
    public void killSender(Service sender) {
        count(1);
        killTrapped(sender);
    }

    /** Kills a sender that a trap has stopped, and has counted. */
    public void killTrapped(Service sender) {
        sender.kill();
        mayDouble(WorldSettings.UNDER_WAY);
    }

    /** Kills a service that sends nothing. */
    public void kill(Service service) {
        service.kill();
        count(1);
    }

    /** Fails the case with this sentence, unless it holds. */
    public void check(boolean holds, String sentence) {
        if (!holds) {
            failures.add("round " + number + ": " + sentence);
        }
    }

    /** Waits up to a minute for what must come true. */
    public void awaitUntil(String what, Callable<Boolean> condition) {
        awaitUntil(what, PATIENCE, condition);
    }

    /** Waits so long for what must come true. */
    public void awaitUntil(String what, Duration atMost, Callable<Boolean> condition) {
        await(what)
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    /** Lets the fault last so long. */
    public void last(Duration time) {
        await("the fault").pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
    }

    /** How often this line has done something that it was not steered to. */
    public static int struck(FaultProxy line) {
        return (int)
                line.incidents().stream().filter(each -> !each.cause().equals("steered")).count();
    }

    /** How many notifications of this round are in this state. */
    public int in(String status) {
        return number(
                """
                select count(*) from notification
                where metadata->>'ledgerKey' like :prefix and status = :status
                """,
                status);
    }

    /** How many attempts of this round had this outcome. */
    public int attempts(String outcome) {
        return number(
                """
                select count(*) from attempt join notification on id = notification_id
                where metadata->>'ledgerKey' like :prefix and outcome = :status
                """,
                outcome);
    }

    /** How many notifications of this round the broker has not confirmed yet. */
    public int unpublished() {
        return number(
                """
                select count(*) from outbox join notification n on n.id = notification_id
                where metadata->>'ledgerKey' like :prefix and :status <> ''
                """,
                "any");
    }

    private int number(String query, String status) {
        return world.sql()
                .sql(query)
                .param("prefix", prefix + "%")
                .param("status", status)
                .query(Integer.class)
                .single();
    }

    List<String> failures() {
        return failures;
    }

    long faults() {
        return faults;
    }

    long doubles() {
        return doubles;
    }
}
