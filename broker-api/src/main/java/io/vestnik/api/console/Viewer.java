package io.vestnik.api.console;

/**
 * Who looks at a page, and what the frame of the page has to know about that.
 *
 * @param manual how many notifications wait for a person, {@value #MOST} at most
 * @param mayOperate whether decisions, pauses and tests are allowed
 * @param mayAdminister whether keys and operators are
 */
public record Viewer(String name, int manual, boolean mayOperate, boolean mayAdminister) {
    /** Counting goes no further: beyond it, the exact number helps nobody. */
    static final int MOST = 1000;

    /** The number as it stands beside the entry of the navigation. */
    public String manualText() {
        return manual < MOST ? String.valueOf(manual) : (MOST - 1) + "+";
    }
}
