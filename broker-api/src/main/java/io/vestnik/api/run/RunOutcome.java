package io.vestnik.api.run;

/** How many of those about which a run has decided stand somewhere now. */
public record RunOutcome(String status, int count) {}
