package io.vestnik.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The far side of the postcard channel: takes cards over a counter in memory. */
final class PostcardOffice implements FarSide {
    /** How the counter answers. */
    enum Part {
        ACCEPT,
        DEFER,
        REFUSE,
        HANG_BEFORE,
        CUT_AFTER,
        HANG_AFTER,
        UNREACHABLE
    }

    private final List<Arrival> arrived = new CopyOnWriteArrayList<>();
    private volatile Part part = Part.ACCEPT;
    private volatile String words = "";

    /** Nobody is at the counter. */
    static final class ClosedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Asks whether a card is welcome; the answer is ACCEPT, DEFER or REFUSE. */
    Part ask(Duration patience) throws Exception {
        return switch (part) {
            case UNREACHABLE -> throw new ClosedException();
            case HANG_BEFORE -> throw waitInVain(patience);
            case DEFER -> Part.DEFER;
            case REFUSE -> Part.REFUSE;
            default -> Part.ACCEPT;
        };
    }

    /** Takes the card; returns when it says so. */
    void give(Arrival card, Duration patience) throws Exception {
        arrived.add(Objects.requireNonNull(card));
        switch (part) {
            case CUT_AFTER -> throw new ClosedException();
            case HANG_AFTER -> throw waitInVain(patience);
            default -> {}
        }
    }

    private static Exception waitInVain(Duration patience) throws InterruptedException {
        boolean answered = new CountDownLatch(1).await(patience.toMillis(), TimeUnit.MILLISECONDS);
        return new TimeoutException("answered: " + answered);
    }

    String words() {
        return words;
    }

    private void play(Part next, String itsWords) {
        words = itsWords;
        part = next;
    }

    @Override
    public void accept() {
        play(Part.ACCEPT, "");
    }

    @Override
    public void defer(String itsWords) {
        play(Part.DEFER, itsWords);
    }

    @Override
    public void refuse(String itsWords) {
        play(Part.REFUSE, itsWords);
    }

    @Override
    public void hangBeforeHandover() {
        play(Part.HANG_BEFORE, "");
    }

    @Override
    public void cutAfterHandover() {
        play(Part.CUT_AFTER, "");
    }

    @Override
    public void hangAfterHandover() {
        play(Part.HANG_AFTER, "");
    }

    @Override
    public void beUnreachable() {
        play(Part.UNREACHABLE, "");
    }

    @Override
    public List<Arrival> arrived() {
        return List.copyOf(arrived);
    }
}
