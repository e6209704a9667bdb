package io.vestnik.doctor.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects findings in the order in which they are made. */
public final class Findings {
    private final List<Finding> found = new ArrayList<>();

    /** As it should be. */
    public void ok(String check, String value, @Nullable String limit) {
        found.add(new Finding(check, Level.OK, value, limit, null));
    }

    /** Could not be looked at; the value says why. */
    public void note(String check, String value, @Nullable String limit) {
        found.add(new Finding(check, Level.NOTE, value, limit, null));
    }

    /** Works, and should be changed. */
    public void warn(String check, String value, String limit, String remedy) {
        found.add(new Finding(check, Level.WARN, value, limit, remedy));
    }

    /** Does not hold. */
    public void fail(String check, String value, String limit, String remedy) {
        found.add(new Finding(check, Level.FAIL, value, limit, remedy));
    }

    /** All so far. */
    public List<Finding> all() {
        return List.copyOf(found);
    }

    /** Whether anything does not hold. */
    public boolean anyFailed() {
        return found.stream().anyMatch(finding -> finding.level() == Level.FAIL);
    }
}
