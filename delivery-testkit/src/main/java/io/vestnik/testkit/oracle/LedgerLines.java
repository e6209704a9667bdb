package io.vestnik.testkit.oracle;

import io.vestnik.testkit.oracle.LedgerEntry.Answered;
import io.vestnik.testkit.oracle.LedgerEntry.Asked;
import io.vestnik.testkit.oracle.LedgerEntry.Unanswered;
import java.time.Instant;
import java.util.UUID;

/** How the entries of a ledger stand in its file: fields between tabs, one entry a line. */
final class LedgerLines {
    private static final String NONE = "-";

    private LedgerLines() {}

    /** With its line end. */
    static String write(LedgerEntry entry) {
        return switch (entry) {
            case Asked(var at, var key, var recipient, var content) ->
                    line(at, key, "asked", recipient, content.sha256());
            case Answered(var at, var key, var status, var id) ->
                    line(at, key, "answered", status, id == null ? NONE : id);
            case Unanswered(var at, var key, var why) ->
                    line(at, key, "unanswered", why.replaceAll("\\p{Cc}+", " "));
        };
    }

    private static String line(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            String text = field.toString();
            if (text.matches("(?s).*\\p{Cc}.*")) {
                throw new IllegalArgumentException("No control characters in a ledger: " + text);
            }
            line.append(line.isEmpty() ? "" : "\t").append(text);
        }
        return line.append('\n').toString();
    }

    /** Without its line end. */
    static LedgerEntry read(String line) {
        String[] field = line.split("\t", -1);
        Instant at = Instant.parse(field[0]);
        return switch (field[2]) {
            case "asked" -> new Asked(at, field[1], field[3], new ContentDigest(field[4]));
            case "answered" ->
                    new Answered(
                            at,
                            field[1],
                            Integer.parseInt(field[3]),
                            field[4].equals(NONE) ? null : UUID.fromString(field[4]));
            case "unanswered" -> new Unanswered(at, field[1], field[3]);
            default -> throw new IllegalArgumentException("No ledger has such a line: " + line);
        };
    }
}
