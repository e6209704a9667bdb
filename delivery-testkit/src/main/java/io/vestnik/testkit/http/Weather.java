package io.vestnik.testkit.http;

/**
 * How often, of a hundred messages, something goes wrong by chance; the rest is taken.
 *
 * @param limited told to come back later, though no limit was exceeded
 * @param broken answered by a gateway that is out of order, and not taken
 * @param cutBefore not taken, and the connection cut
 * @param cutAfter taken, and the connection cut instead of saying so
 */
public record Weather(int limited, int broken, int cutBefore, int cutAfter) {
    /** Nothing goes wrong. */
    public static final Weather FINE = new Weather(0, 0, 0, 0);

    /** Refuses more than a hundred of a hundred. */
    public Weather {
        if (limited < 0
                || broken < 0
                || cutBefore < 0
                || cutAfter < 0
                || limited + broken + cutBefore + cutAfter > 100) {
            throw new IllegalArgumentException("Not parts of a hundred");
        }
    }

    enum Fate {
        LIMITED,
        BROKEN,
        CUT_BEFORE,
        CUT_AFTER,
        TAKEN
    }

    /** What this roll of a hundred-sided die, from 0, means. */
    Fate fate(int roll) {
        int left = roll - limited;
        if (left < 0) {
            return Fate.LIMITED;
        }
        left -= broken;
        if (left < 0) {
            return Fate.BROKEN;
        }
        left -= cutBefore;
        if (left < 0) {
            return Fate.CUT_BEFORE;
        }
        return left < cutAfter ? Fate.CUT_AFTER : Fate.TAKEN;
    }
}
