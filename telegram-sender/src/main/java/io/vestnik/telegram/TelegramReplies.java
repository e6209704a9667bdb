package io.vestnik.telegram;

import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Outcome.Fault;
import io.vestnik.delivery.Outcome.Refused;
import io.vestnik.delivery.Outcome.Uncertain;
import io.vestnik.delivery.Reachability;
import io.vestnik.delivery.Reply;
import io.vestnik.delivery.http.CallResult;
import io.vestnik.delivery.http.CallResult.Answered;
import io.vestnik.delivery.http.CallResult.Lost;
import io.vestnik.delivery.http.CallResult.NotConnected;
import io.vestnik.delivery.http.CallResult.NotTrusted;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What an answer of the Bot API means for a message. The error code decides, and where Telegram has
 * one code for several things, its parameters; the description is for people.
 */
final class TelegramReplies {
    /** When it asks for patience and does not say how much. */
    static final Duration UNSAID = Duration.ofSeconds(30);

    /** No bot was ever told to wait longer; a number beyond is a mistake. */
    private static final long LONGEST_SECONDS = Duration.ofDays(7).toSeconds();

    private static final Pattern NO_PHOTO =
            Pattern.compile(
                    "\\bPHOTO_[A-Z]|\\bIMAGE_PROCESS_FAILED\\b|too big for a photo",
                    Pattern.CASE_INSENSITIVE);

    private TelegramReplies() {}

    /** The outcome of an attempt that ended so. */
    static Outcome outcome(CallResult result) {
        return switch (result) {
            case NotConnected(String words) -> Deferred.unreachable(Reply.of(words));
            case NotTrusted(String words) -> new Deferred(Reply.of(words), null, Fault.OUR_SETUP);
            case Lost(String words) ->
                    new Uncertain(Reply.of(words + "; Telegram may have taken the message"));
            case Answered(int status, String body) -> answered(status, json(body), body);
        };
    }

    /** The number that a group has now, when it has become a supergroup. */
    static Optional<String> movedTo(CallResult result) {
        return result instanceof Answered(int status, String body) && status == 400
                ? Optional.of(json(body).path("parameters").path("migrate_to_chat_id"))
                        .filter(JsonNode::isIntegralNumber)
                        .map(JsonNode::asString)
                : Optional.empty();
    }

    /**
     * Whether a picture was not taken as a photo, for its dimensions, its size or what is in it,
     * and may be as a document. There is no code for it but 400, so the description has to do.
     */
    static boolean refusesThePhoto(CallResult result) {
        return result instanceof Answered(int status, String body)
                && status == 400
                && NO_PHOTO.matcher(json(body).path("description").asString("")).find();
    }

    /** What a question that sends nothing has shown. */
    static Reachability reachability(CallResult result) {
        return switch (outcome(result)) {
            case Deferred(Reply reply, _, Fault fault, _) when fault == Fault.OUR_SETUP ->
                    new Reachability.SetUp(reply);
            case Deferred(Reply reply, _, Fault fault, boolean free)
                    when fault == Fault.UNREACHABLE || !free ->
                    new Reachability.Unreachable(reply);
            case Uncertain(Reply reply) -> new Reachability.Unreachable(reply);
            case Outcome answered -> new Reachability.Reachable(answered.reply());
        };
    }

    private static Outcome answered(int status, JsonNode answer, String body) {
        if (status < 300) {
            return answer.path("ok").asBoolean(false)
                    ? accepted(answer)
                    : new Uncertain(Reply.of("Telegram gave an answer out of order: " + body));
        }
        Reply reply = Reply.of((status + " " + answer.path("description").asString(body)).strip());
        return switch (status) {
            case 420, 429 -> Deferred.limited(reply, wait(answer));
            // It does not know this bot, or not under this token.
            case 401, 404 -> new Deferred(reply, null, Fault.OUR_SETUP);
            case 400, 403 -> answer.path("ok").isBoolean() ? new Refused(reply) : foreign(reply);
            case 413 -> new Refused(reply);
            // A gateway that gave up waiting: behind it the message may have been taken.
            case 504 -> new Uncertain(reply);
            default -> new Deferred(reply);
        };
    }

    /**
     * The page of a proxy or a block, which says nothing about the message and would say the same
     * about every other one: what is refused for good waits for a person, each by itself.
     */
    private static Outcome foreign(Reply reply) {
        return new Deferred(Reply.of(reply + "; this is no answer of the Bot API"));
    }

    private static Outcome accepted(JsonNode answer) {
        return new Accepted(
                Reply.of("message_id " + answer.path("result").path("message_id").asString("")));
    }

    private static Duration wait(JsonNode answer) {
        double seconds = answer.path("parameters").path("retry_after").asDouble(0);
        return seconds > 0
                ? Duration.ofSeconds((long) Math.ceil(Math.min(seconds, (double) LONGEST_SECONDS)))
                : UNSAID;
    }

    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException none) {
            return MissingNode.getInstance();
        }
    }
}
