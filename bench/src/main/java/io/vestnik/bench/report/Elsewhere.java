package io.vestnik.bench.report;

import java.util.List;

/** Faults of the list that are not in the matrix, each with the test that has it or the reason. */
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
                        "F29",
                        "Services of neighbouring versions",
                        "There is no released version yet. A field from the future and a message"
                                + " of another version: `QueuedTasksTest`."),
                new Elsewhere(
                        "F30",
                        "Clocks that differ or jump",
                        "In the engine's tests, with a clock that a test moves; waits are the"
                                + " broker's own."),
                new Elsewhere(
                        "F37, F38",
                        "A cluster loses, pauses or cuts off a node",
                        "Needs three brokers; a test of its own in `delivery-tests`."),
                new Elsewhere(
                        "F41",
                        "Everything waits, and the relay is back",
                        "Tested where the release of waiting notifications is."),
                new Elsewhere(
                        "F45",
                        "Wrong certificate, wrong password",
                        "`SmtpTlsIT` and `SmtpSenderIT`: no attempt is counted."),
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
