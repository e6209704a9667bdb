package io.vestnik.testkit.oracle;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * What a client knows about one notification, out of all its tries.
 *
 * @param ids that it was given in answer; more than one is a defect
 * @param fate what the client may rely on
 * @param doubted whether at some time the client could not know
 */
record Request(
        String key,
        String recipient,
        ContentDigest content,
        Set<UUID> ids,
        Fate fate,
        boolean doubted) {

    /** What the client may rely on after its last try. */
    enum Fate {
        /** It was told that the notification is accepted. */
        ACKNOWLEDGED,
        /** It was told that the notification is not accepted. */
        REFUSED,
        /** It cannot know. */
        UNKNOWN
    }

    static Request of(String key, List<LedgerEntry> tries) {
        var asked =
                tries.stream()
                        .filter(LedgerEntry.Asked.class::isInstance)
                        .map(LedgerEntry.Asked.class::cast)
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "The ledger has an answer to " + key + ", but no request"));
        Set<UUID> ids = new LinkedHashSet<>();
        Fate fate = Fate.UNKNOWN;
        boolean doubted = false;
        for (LedgerEntry entry : tries) {
            Fate said = fate(entry);
            // A try that ended by the death of the client has no second line at all.
            doubted |= said == Fate.UNKNOWN && !(entry instanceof LedgerEntry.Asked);
            fate = fate == Fate.ACKNOWLEDGED ? fate : said;
            if (said == Fate.ACKNOWLEDGED) {
                ids.add(Objects.requireNonNull(((LedgerEntry.Answered) entry).id()));
            }
        }
        return new Request(
                key,
                asked.recipient(),
                asked.content(),
                ids,
                fate,
                doubted || fate == Fate.UNKNOWN);
    }

    /** A server that fails may have stored it before; 409 means that it is being stored. */
    private static Fate fate(LedgerEntry entry) {
        if (!(entry instanceof LedgerEntry.Answered(_, _, int status, _))) {
            return Fate.UNKNOWN;
        }
        if (status >= 200 && status < 300) {
            return Fate.ACKNOWLEDGED;
        }
        return status >= 400 && status < 500 && status != 409 ? Fate.REFUSED : Fate.UNKNOWN;
    }
}
