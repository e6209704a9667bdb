package io.vestnik.api.security;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes guessing passwords slow: after a few wrong ones, a name and an address each have to wait,
 * twice as long with each more. Kept in memory, for each instance by itself.
 */
@Component
class SignInThrottle {
    private static final int FREE_FOR_A_NAME = 5;
    private static final int FREE_FOR_AN_ADDRESS = 15;
    private static final Duration LONGEST_FOR_A_NAME = Duration.ofMinutes(1);
    private static final Duration LONGEST_FOR_AN_ADDRESS = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    /** So that nobody can fill the memory with names. */
    private static final int MOST = 20_000;

    private static final int LONGEST_NAME = 100;

    private final Clock clock;
    private final Map<String, Tries> tries = new Bounded<>();

    /** From where somebody has come in before: strangers who guess do not keep them out. */
    private final Map<String, Boolean> familiar = new Bounded<>();

    private record Tries(int count, Instant last) {}

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts a try as a wrong one until {@link #succeeded} is called, so that many at once gain
     * nothing; or says how long to wait, and counts nothing.
     *
     * @param address of the client, as a literal
     */
    synchronized Duration begin(String name, String address) {
        String account = account(name, address);
        String place = place(address);
        Duration wait =
                longer(
                        wait(account, FREE_FOR_A_NAME, LONGEST_FOR_A_NAME),
                        wait(place, FREE_FOR_AN_ADDRESS, LONGEST_FOR_AN_ADDRESS));
        if (wait.isZero()) {
            count(account);
            count(place);
        }
        return wait;
    }

    /** It was the right password. */
    synchronized void succeeded(String name, String address) {
        undo(name, address);
        tries.remove(account(name, address));
        familiar.put(pair(name, address), true);
    }

    /** Nobody could say whether it was. */
    synchronized void undo(String name, String address) {
        for (String key : new String[] {account(name, address), place(address)}) {
            tries.computeIfPresent(
                    key, (k, before) -> new Tries(before.count() - 1, before.last()));
        }
    }

    synchronized int size() {
        return tries.size();
    }

    private Duration wait(String key, int free, Duration longest) {
        Tries before = tries.get(key);
        if (before == null || before.count() < free) {
            return Duration.ZERO;
        }
        int doublings = Math.min(before.count() - free, 20);
        Duration pause = Duration.ofSeconds(1L << doublings);
        pause = pause.compareTo(longest) < 0 ? pause : longest;
        Duration rest = Duration.between(clock.instant(), before.last().plus(pause));
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private void count(String key) {
        Instant now = clock.instant();
        Tries before = tries.get(key);
        if (before == null || before.last().plus(FORGOTTEN_AFTER).isBefore(now)) {
            before = new Tries(0, now);
        }
        tries.put(key, new Tries(before.count() + 1, now));
    }

    private String account(String name, String address) {
        String pair = pair(name, address);
        return familiar.containsKey(pair) ? pair : "name " + plain(name);
    }

    private static String pair(String name, String address) {
        return "pair " + plain(name) + " " + place(address);
    }

    private static String plain(String name) {
        String start = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return start.toLowerCase(Locale.ROOT);
    }

    /** Of IPv6, the network: one customer has a whole one. */
    private static String place(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return "from " + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8));
        } catch (IllegalArgumentException e) {
            return "from " + plain(address);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Forgets what was not touched for longest. */
    private static final class Bounded<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;

        Bounded() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, V> eldest) {
            return size() > MOST;
        }
    }
}
