package io.vestnik.doctor.report;

/** How bad it is, in ascending order. */
public enum Level {
    /** As it should be. */
    OK("ok"),
    /** Could not be looked at from here, which is nobody's fault. */
    NOTE("note"),
    /** Works, and should be changed. */
    WARN("warn"),
    /** Notifications may be lost, doubled or left lying. */
    FAIL("FAIL");

    private final String word;

    Level(String word) {
        this.word = word;
    }

    /** As it stands in a report. */
    public String word() {
        return word;
    }
}
