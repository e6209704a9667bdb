package io.vestnik.telegram;

import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Reply;
import io.vestnik.delivery.http.CallResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a message is sent: as it was asked for, or otherwise once Telegram has said for certain that
 * it was not taken so, and what would help.
 *
 * @param chat whom it goes to
 * @param moved whether that is the number which a group has now
 * @param asDocument whether a picture goes as a file, because Telegram wants none such as a photo
 */
record TelegramForm(String chat, boolean moved, boolean asDocument) {

    /**
     * As it was asked for.
     *
     * @param number that the group is known to have now
     */
    static TelegramForm first(Delivery delivery, @Nullable String number) {
        return number == null
                ? new TelegramForm(delivery.recipient(), false, false)
                : new TelegramForm(number, true, false);
    }

    boolean isAsAskedFor() {
        return !moved && !asDocument;
    }

    /**
     * Another one after this answer, if one would help. Each change comes once: a number that has
     * moved again would be a loop of Telegram's.
     */
    Optional<TelegramForm> after(CallResult result, Delivery delivery) {
        Optional<String> number = moved ? Optional.empty() : TelegramReplies.movedTo(result);
        if (number.isPresent()) {
            return Optional.of(new TelegramForm(number.get(), true, asDocument));
        }
        return !asDocument
                        && TelegramRequest.hasPhoto(delivery)
                        && TelegramReplies.refusesThePhoto(result)
                ? Optional.of(new TelegramForm(chat, moved, true))
                : Optional.empty();
    }

    /** Tells people in which other form a message was taken. */
    Outcome told(Outcome outcome) {
        if (!(outcome instanceof Accepted(Reply reply)) || isAsAskedFor()) {
            return outcome;
        }
        return new Accepted(
                Reply.of(
                        reply
                                + (asDocument
                                        ? "; as a document, for it does not do as a photo"
                                        : "")
                                + (moved
                                        ? "; the group has moved, write to %s from now on"
                                                .formatted(chat)
                                        : "")));
    }
}
