package io.vestnik.testkit.fault;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Waits for certain bytes from the clients, and decides each time whether to strike. */
final class Trap {
    private final Pattern pattern;
    private final boolean before;
    private final Fault fault;
    private final int first;
    private final double probability;
    private final boolean once;
    private final Random chance;
    private int seen;

    /**
     * @param regex one character stands for one byte
     * @param before whether the bytes are withheld, instead of the answer to them
     * @param first which match is the first that can spring it, over all connections, from 1
     * @param probability with which that match and, unless {@code once}, the later ones do so
     */
    Trap(
            String regex,
            boolean before,
            Fault fault,
            int first,
            double probability,
            boolean once,
            long seed) {
        this.pattern = Pattern.compile(regex, Pattern.DOTALL);
        this.before = before;
        this.fault = fault;
        this.first = first;
        this.probability = probability;
        this.once = once;
        this.chance = new Random(seed);
        if (first < 1 || probability < 0 || probability > 1 || pattern.matcher("").find()) {
            throw new IllegalArgumentException(
                    "Match %d, probability %s, of '%s'".formatted(first, probability, regex));
        }
    }

    boolean before() {
        return before;
    }

    Fault fault() {
        return fault;
    }

    Matcher matcher(CharSequence text) {
        return pattern.matcher(text);
    }

    static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    /** Counts one match; true when it is to strike. */
    synchronized boolean springs() {
        seen++;
        boolean its = once ? seen == first : seen >= first;
        return its && chance.nextDouble() < probability;
    }

    /** What its incidents give as their cause. */
    String cause() {
        return before ? pattern + " never arrives" : "the answer to " + pattern + " is lost";
    }
}
