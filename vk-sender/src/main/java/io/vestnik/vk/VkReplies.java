package io.vestnik.vk;

import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Outcome.Fault;
import io.vestnik.delivery.Outcome.Refused;
import io.vestnik.delivery.Outcome.Uncertain;
import io.vestnik.delivery.Reachability;
import io.vestnik.delivery.Reply;
import java.time.Duration;

/** What an answer of VK means for a message, by VK's own codes. */
final class VkReplies {
    /** Too many calls in a second. */
    static final Duration A_SECOND = Duration.ofSeconds(1);

    /** Too many messages to one user; VK counts by the hour. */
    static final Duration FLOODED = Duration.ofMinutes(15);

    /** Too many calls of a method. */
    static final Duration RATE_LIMITED = Duration.ofMinutes(30);

    static final String A_PERSON_HAS_TO_ACT = "A person has to act at VK: ";

    private VkReplies() {}

    /**
     * The outcome of an attempt that ended so.
     *
     * @param tokenWorks whether others got through with this token, so that a lack of rights is a
     *     matter of the recipient
     */
    static Outcome outcome(VkAnswer answer, boolean tokenWorks) {
        return switch (answer) {
            case VkAnswer.Unreachable(String words) -> Deferred.unreachable(Reply.of(words));
            case VkAnswer.Untrusted(String words) ->
                    new Deferred(Reply.of(words), null, Fault.OUR_SETUP);
            case VkAnswer.Foreign(String words) -> new Deferred(Reply.of(words));
            case VkAnswer.Unknown(String words) ->
                    new Uncertain(Reply.of(words + "; VK may have taken the message"));
            case VkAnswer.Failure(int code, String words) -> refusal(code, words, tokenWorks);
            case VkAnswer.Response(var id) -> new Accepted(Reply.of("message " + id.asString("")));
        };
    }

    private static Outcome refusal(int code, String words, boolean tokenWorks) {
        Reply reply = Reply.of(words);
        return switch (code) {
            case 6 -> Deferred.limited(reply, A_SECOND);
            case 29 -> Deferred.limited(reply, RATE_LIMITED);
            case 9 -> new Deferred(reply, FLOODED, Fault.FAR_SIDE);
            // An error inside VK, after which nobody knows how far the message came.
            case 1, 10 -> new Uncertain(reply);
            case 14, 17, 24 -> new Refused(Reply.of(A_PERSON_HAS_TO_ACT + words));
            case 2, 4, 5, 16, 20, 23, 27, 28 -> new Deferred(reply, null, Fault.OUR_SETUP);
            case 7, 15 ->
                    tokenWorks ? new Refused(reply) : new Deferred(reply, null, Fault.OUR_SETUP);
            case 3, 8, 18, 100, 113 -> new Refused(reply);
            case 13 -> new Deferred(reply);
            // Messages: the recipient cannot be written to, or the message is not acceptable.
            default -> code >= 900 && code <= 1012 ? new Refused(reply) : new Deferred(reply);
        };
    }

    /** Whether only a person can end this, whatever the message. */
    static boolean needsAPerson(VkAnswer answer) {
        return answer instanceof VkAnswer.Failure(int code, _)
                && (code == 14 || code == 17 || code == 24);
    }

    /** What a question that sends nothing has shown. */
    static Reachability reachability(VkAnswer answer) {
        return switch (outcome(answer, false)) {
            case Outcome others when answer instanceof VkAnswer.Foreign ->
                    new Reachability.Unreachable(others.reply());
            case Deferred(Reply reply, _, Fault fault, _) when fault == Fault.OUR_SETUP ->
                    new Reachability.SetUp(reply);
            case Deferred(Reply reply, _, Fault fault, _) when fault == Fault.UNREACHABLE ->
                    new Reachability.Unreachable(reply);
            case Uncertain(Reply reply) -> new Reachability.Unreachable(reply);
            case Outcome answered -> new Reachability.Reachable(answered.reply());
        };
    }
}
