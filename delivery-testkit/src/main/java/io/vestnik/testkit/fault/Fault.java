package io.vestnik.testkit.fault;

import java.util.Locale;

/** How a connection fails. */
public enum Fault {
    /** The peers are told at once, as by a crashed host or a firewall. */
    RESET,
    /** Nobody is told anything: the connection stays open, and silent for ever. */
    HANG,
    /** The peers see an orderly end. */
    CLOSE;

    /** The fault as it stands in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
