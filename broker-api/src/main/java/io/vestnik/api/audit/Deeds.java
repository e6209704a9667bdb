package io.vestnik.api.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** All that was done, the newest first: decisions, what became of channels, and settings. */
@Service
public class Deeds {
    private static final int SHOWN = 50;

    private final DeedRows rows;

    /**
     * Part of the list.
     *
     * @param before where it goes on, or nothing at its end
     */
    public record Page(List<Deed> deeds, @Nullable String before) {}

    Deeds(DeedRows rows) {
        this.rows = rows;
    }

    /**
     * {@value #SHOWN} of them at most.
     *
     * @param owner whose notifications count
     * @param before what the page before ended with, or nothing for the newest
     */
    public Page list(String owner, @Nullable String before) {
        DeedCursor from = before == null ? DeedCursor.NEWEST : DeedCursor.decode(before);
        int most = SHOWN + 1;
        List<Deed> found =
                merged(
                        List.of(
                                rows.decisions(owner, from.decision(), most),
                                rows.channelEvents(owner, from.channel(), most),
                                rows.settings(owner, from.settings(), most)),
                        most);
        if (found.size() < most) {
            return new Page(found, null);
        }
        List<Deed> shown = found.subList(0, SHOWN);
        DeedCursor next = from;
        for (Deed deed : shown) {
            next = next.after(deed);
        }
        return new Page(shown, next.encode());
    }

    /**
     * By time, but never against the order of a source: clocks differ, and where a page ends, each
     * source goes on after the last that was shown of it.
     */
    private static List<Deed> merged(List<List<Deed>> sources, int most) {
        List<Deque<Deed>> rest = sources.stream().<Deque<Deed>>map(ArrayDeque::new).toList();
        List<Deed> merged = new ArrayList<>();
        while (merged.size() < most) {
            Optional<Deque<Deed>> next =
                    rest.stream()
                            .filter(source -> !source.isEmpty())
                            .max(Comparator.comparing(source -> source.getFirst().at()));
            if (next.isEmpty()) {
                return merged;
            }
            merged.add(next.get().removeFirst());
        }
        return merged;
    }
}
