package io.vestnik.delivery;

import io.vestnik.delivery.retry.NextStep.Park.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says of a notification that was parked what kind of failure that was, so that a person can decide
 * about all of a kind at once: why it was parked, and the far side's code or the way in which the
 * network failed.
 *
 * <p>Never holds a host, a port, an address or anything else that differs between two of a kind.
 */
public final class Fingerprint {
    /** Kinds that begin with a number which is no code. */
    private static final Map<String, Pattern> BEFORE_CODES = new LinkedHashMap<>();

    private static final Map<String, Pattern> KINDS = new LinkedHashMap<>();

    /**
     * The far side's code, first of all or after words of ours, and with SMTP the enhanced code.
     */
    private static final Pattern CODE =
            Pattern.compile("(?:^|[:,] )(\\d{1,4})(?: ([245]\\.\\d{1,3}\\.\\d{1,3}))?(?=[ ;]|$)");

    static {
        kind(BEFORE_CODES, "tls", "^TLS with ");
        kind(BEFORE_CODES, "sender-stopped", "^\\d+ senders stopped ");

        kind(KINDS, "no-address", "^No address is known for ");
        kind(KINDS, "connect-timeout", " did not take the connection in time");
        kind(KINDS, "connection-refused", " refused the connection");
        kind(KINDS, "no-route", " cannot be reached: ");
        kind(KINDS, "no-answer", " did not answer within | gave no answer at | was not done at ");
        kind(KINDS, "connection-lost", " (?:closed|reset|broke) the connection");
        kind(KINDS, "odd-answer", " gave an answer out of order|^The relay answered .+ with: ");
        kind(KINDS, "too-large", "^The relay takes messages of up to ");
        kind(KINDS, "limits", "^Not sent: .+ limits leave no room");
        kind(KINDS, "sender-stopped", " stopped after it had begun to hand the message over");
        kind(KINDS, "sender-failed", "^The sender failed: ");
    }

    private static final String OTHER = "other";

    private Fingerprint() {}

    private static void kind(Map<String, Pattern> kinds, String word, String pattern) {
        kinds.put(word, Pattern.compile(pattern));
    }

    /**
     * Such as {@code refused:550-5.1.1}, {@code refused:403} or {@code exhausted:no-address}; the
     * channel stands before it where channels are together.
     *
     * @param reply that of the attempt after which it was parked
     * @return lower-case letters, digits, dots, hyphens and one colon
     */
    public static String of(Reason why, Reply reply) {
        return why.word() + ":" + code(reply.text());
    }

    private static String code(String words) {
        return first(BEFORE_CODES, words, farSidesCode(words));
    }

    private static String farSidesCode(String words) {
        Matcher code = CODE.matcher(words);
        if (!code.find()) {
            return first(KINDS, words, OTHER);
        }
        return code.group(2) == null ? code.group(1) : code.group(1) + "-" + code.group(2);
    }

    private static String first(Map<String, Pattern> kinds, String words, String otherwise) {
        return kinds.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(words).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(otherwise);
    }
}
