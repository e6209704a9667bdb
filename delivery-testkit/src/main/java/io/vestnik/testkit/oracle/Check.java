package io.vestnik.testkit.oracle;

import java.util.stream.Stream;

/** What is asked of every run; the numbers are those of the project's list of checks. */
public enum Check {
    /** Every acknowledged notification has come to exactly one end. */
    G1("accounting"),
    /** Every acknowledged notification is stored, and every sent one has arrived. */
    G2("no loss"),
    /** What was sent arrived once, and each further copy is explained by an uncertain attempt. */
    G3("inbox = accepted"),
    /** There are no more copies than the run's faults allow, and all bear the same Message-ID. */
    G4("duplicates counted"),
    /** Nothing is stored and nothing arrives that nobody asked for. */
    G5("no ghosts"),
    /** Every request whose answer was lost was repeated, and ended in exactly one notification. */
    G6("unknown is resolved"),
    /** The queues and the outbox are empty; the manual queue holds what is parked. */
    G7("nothing left"),
    /** The attempts are numbered, limited, spaced as planned, and explain the state. */
    G8("history"),
    /** Every change of state is one that the product knows. */
    G9("state machine"),
    /** What arrived is what was asked for, and it went to the one it was for. */
    G10("content");

    private final String title;

    Check(String title) {
        this.title = title;
    }

    /** Its name in reports. */
    public String title() {
        return title;
    }

    Stream<Violation> violations(Evidence evidence) {
        return switch (this) {
            case G1 -> Accounting.withoutOneEnd(evidence);
            case G2 -> Accounting.lost(evidence);
            case G3 -> Copies.unexplained(evidence);
            case G4 -> Copies.tooMany(evidence);
            case G5 -> Origins.ghosts(evidence);
            case G6 -> Origins.unresolved(evidence);
            case G7 -> Leftovers.found(evidence);
            case G8 -> Histories.implausible(evidence);
            case G9 -> Transitions.illegal(evidence);
            case G10 -> Copies.altered(evidence);
        };
    }

    Violation violation(Object about, String what) {
        return new Violation(this, about.toString(), what);
    }
}
