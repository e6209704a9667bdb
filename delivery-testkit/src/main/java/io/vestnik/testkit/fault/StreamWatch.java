package io.vestnik.testkit.fault;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Looks for what the traps wait for in the stream of one client, also where it lies across the
 * border of two pieces.
 */
final class StreamWatch {
    /** A match may reach back over a border by so many bytes. */
    private static final int MEMORY = 256;

    /** What each trap has seen and not used up. */
    private final Map<Trap, String> tails = new HashMap<>();

    /**
     * A trap that strikes.
     *
     * @param clean how many bytes of the piece lie before the match
     */
    record Hit(Trap trap, int clean) {}

    /** Reads the next piece; after a hit there is no use in reading on. */
    Optional<Hit> look(List<Trap> traps, byte[] bytes, int from, int length) {
        String piece = Trap.text(bytes, from, length);
        return traps.stream().flatMap(trap -> look(trap, piece).stream()).findFirst();
    }

    private Optional<Hit> look(Trap trap, String piece) {
        String tail = tails.getOrDefault(trap, "");
        String text = tail + piece;
        Matcher matcher = trap.matcher(text);
        int used = 0;
        while (matcher.find()) {
            if (trap.springs()) {
                return Optional.of(new Hit(trap, Math.max(0, matcher.start() - tail.length())));
            }
            used = matcher.end();
        }
        tails.put(trap, text.substring(Math.max(used, text.length() - MEMORY)));
        return Optional.empty();
    }
}
