package io.vestnik.email;

import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Outcome.Fault;
import io.vestnik.delivery.Outcome.Refused;
import io.vestnik.delivery.Outcome.Uncertain;
import io.vestnik.delivery.Reply;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what a relay's answer means for a message.
 *
 * <p>The first digit decides between later and never (RFC 5321 section 4.2.1), except where the
 * enhanced code (RFC 3463) or the words say that the fault is not the message's.
 */
final class SmtpReplies {
    /** Greylisting wants a pause, and RFC 6647 section 5 names five minutes as the usual one. */
    static final Duration GREYLISTED = Duration.ofMinutes(5);

    /** People empty full mailboxes in hours, not minutes. */
    static final Duration MAILBOX_FULL = Duration.ofHours(3);

    private static final Pattern LINE = Pattern.compile("([2-5]\\d\\d)(?:[ -](.*))?");
    private static final Pattern ENHANCED = Pattern.compile("[245]\\.(\\d{1,3}\\.\\d{1,3})(?: |$)");
    private static final Pattern FULL =
            words("mailbox (?:is )?full|(?:over|exceed\\w*)\\W+(?:\\w+\\W+)?quota|quota exceeded");
    private static final Pattern TOO_MANY_RECIPIENTS = words("too many recipients");
    private static final Pattern GREYLISTING = words("gr[ea]y-?list");
    private static final Pattern RATE_OR_LOAD =
            words("\\brate\\b|too (?:many|much|fast)|throttl|\\bload\\b|busy|try again later");

    private SmtpReplies() {}

    /**
     * The outcome of an attempt that ended with this answer.
     *
     * @param said the answer as it came, all lines
     */
    static Outcome outcome(SmtpPhase phase, String said) {
        Answer answer = Answer.parse(said);
        if (answer == null) {
            return silence(phase, "The relay answered " + phase.words() + " with: " + said);
        }
        Reply reply = Reply.of(phase == SmtpPhase.DOT ? said(answer) : prefixed(phase, answer));
        if (answer.code() >= 400) {
            return negative(phase, answer, reply);
        }
        return phase == SmtpPhase.DOT && answer.code() < 300
                ? new Accepted(reply)
                : silence(phase, "The relay gave an answer out of order, " + reply);
    }

    /**
     * The outcome of an attempt that ended without an answer.
     *
     * @param what happened, in a sentence without its full stop
     */
    static Outcome silence(SmtpPhase phase, String what) {
        return phase == SmtpPhase.DOT
                ? new Uncertain(Reply.of(what + "; the relay may have taken the message"))
                : new Deferred(Reply.of(what), null, faultBy(phase));
    }

    /**
     * The outcome of an attempt that our own settings stood in the way of.
     *
     * @param what is wrong, in a sentence without its full stop
     */
    static Outcome ourSetup(String what) {
        return new Deferred(Reply.of(what), null, Fault.OUR_SETUP);
    }

    /** The outcome of a message that exceeds the limit announced by the relay, in bytes. */
    static Outcome tooLarge(int size, long limit) {
        return new Refused(
                Reply.of(
                        "The relay takes messages of up to "
                                + limit
                                + " bytes, and this one has "
                                + size));
    }

    private static Outcome negative(SmtpPhase phase, Answer answer, Reply reply) {
        if (isOurSetup(phase, answer)) {
            return new Deferred(reply, null, Fault.OUR_SETUP);
        }
        if (isMailboxFull(phase, answer)) {
            return new Deferred(reply, MAILBOX_FULL, Fault.FAR_SIDE);
        }
        if (answer.temporary()) {
            return new Deferred(reply, isGreylisting(answer) ? GREYLISTED : null, faultBy(phase));
        }
        return isWorthARetry(phase, answer) ? new Deferred(reply) : new Refused(reply);
    }

    /** Until it is told of a message, a relay treats all of them alike. */
    private static Fault faultBy(SmtpPhase phase) {
        return phase.compareTo(SmtpPhase.MAIL) < 0 ? Fault.UNREACHABLE : Fault.FAR_SIDE;
    }

    /** A relay that does not want us, whatever the message. */
    private static boolean isOurSetup(SmtpPhase phase, Answer answer) {
        return switch (answer.code()) {
            case 421 -> false;
            case 530, 534, 535, 538 -> true;
            case 454 -> phase.compareTo(SmtpPhase.MAIL) < 0 || answer.says("7.0");
            default ->
                    switch (phase) {
                        case STARTTLS -> true;
                        case BANNER, EHLO, AUTH -> !answer.temporary();
                        // Who sends is ours to configure, and the message is not known yet.
                        case MAIL ->
                                !answer.temporary()
                                        && !isWorthARetry(phase, answer)
                                        && (answer.says("1.7")
                                                || answer.says("1.8")
                                                || answer.saysAbout("7."));
                        default -> false;
                    };
        };
    }

    private static boolean isMailboxFull(SmtpPhase phase, Answer answer) {
        boolean messageTooLong = answer.says("2.3") || answer.says("3.4");
        return answer.says("2.2")
                || (answer.speaksOf(FULL) && !messageTooLong)
                || (answer.code() == 552 && phase == SmtpPhase.RCPT && answer.detail() == null);
    }

    private static boolean isGreylisting(Answer answer) {
        return answer.saysAbout("7.") || answer.speaksOf(GREYLISTING);
    }

    /** RFC 5321 section 4.5.3.1.10 wants 452 for too many recipients, and many relays say 5yz. */
    private static boolean isWorthARetry(SmtpPhase phase, Answer answer) {
        return answer.says("5.3")
                || answer.speaksOf(TOO_MANY_RECIPIENTS)
                || (phase == SmtpPhase.MAIL && answer.speaksOf(RATE_OR_LOAD));
    }

    private static String prefixed(SmtpPhase phase, Answer answer) {
        return phase.words() + ": " + said(answer);
    }

    private static String said(Answer answer) {
        return (answer.code() + " " + answer.text()).strip();
    }

    private static Pattern words(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    /**
     * @param code three digits, 200 to 599
     * @param detail subject and detail of the enhanced code, such as 1.1 of 5.1.1
     * @param text what follows the code, enhanced code included, lines joined by spaces
     */
    private record Answer(int code, @Nullable String detail, String text) {

        /** Reads an answer of one or more lines; null when it is none. */
        static @Nullable Answer parse(String said) {
            String[] lines = said.strip().split("\\R", -1);
            Matcher first = LINE.matcher(lines[0]);
            if (!first.matches()) {
                return null;
            }
            String text = textOf(first);
            Matcher enhanced = ENHANCED.matcher(text);
            boolean hasEnhanced = enhanced.lookingAt();
            StringBuilder whole = new StringBuilder(text);
            for (int i = 1; i < lines.length; i++) {
                Matcher next = LINE.matcher(lines[i]);
                String more = next.matches() ? textOf(next) : lines[i];
                // Most servers repeat the enhanced code in each line; once is enough to read.
                boolean repeated = hasEnhanced && more.startsWith(enhanced.group());
                whole.append(' ').append(repeated ? more.substring(enhanced.end()) : more);
            }
            return new Answer(
                    Integer.parseInt(first.group(1)),
                    hasEnhanced ? enhanced.group(1) : null,
                    whole.toString());
        }

        private static String textOf(Matcher line) {
            String text = line.group(2);
            return text == null ? "" : text.strip();
        }

        boolean temporary() {
            return code < 500;
        }

        boolean says(String subjectAndDetail) {
            return subjectAndDetail.equals(detail);
        }

        boolean saysAbout(String subject) {
            return detail != null && detail.startsWith(subject);
        }

        boolean speaksOf(Pattern words) {
            return words.matcher(text).find();
        }
    }
}
