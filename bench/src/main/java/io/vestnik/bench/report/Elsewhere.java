package io.vestnik.bench.report;

import java.util.List;

/** Faults of the list that a run may leave out, each with the test that has it or the reason. */
record Elsewhere(String id, String fault, String where) {

    static List<Elsewhere> all() {
        return List.of(
                new Elsewhere(
                        "F22",
                        "The database's disk is full",
                        "Needs a file system of its own, and so root and a loop device. What"
                                + " PostgreSQL then says is an error like those of F01 and F20."),
                new Elsewhere(
                        "F27",
                        "Some recipients of a message are refused",
                        "Cannot be: a notification has one recipient, and a mail one RCPT."),
                new Elsewhere(
                        "F37, F38",
                        "A cluster loses, pauses or cuts off a node",
                        "Needs three brokers: `ClusterIT`, which is run by itself, see CONTRIBUTING."),
                new Elsewhere(
                        "Bad input",
                        "What callers should not send",
                        "`BadInputIT` and `OddHttpIT`: a problem document names the field, never"
                                + " a 5xx."),
                new Elsewhere(
                        "Power loss",
                        "The machine loses its power, disks their caches",
                        "Cannot be tested on a machine that must live on. PostgreSQL runs with"
                                + " fsync, and quorum queues write to the disk before they"
                                + " confirm. A kill leaves the caches of the operating system"
                                + " whole."));
    }
}
