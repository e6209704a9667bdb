package io.vestnik.api.intake;

import io.vestnik.api.problem.FieldProblems;
import io.vestnik.contract.Channel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses what belongs to a letter and has no place in a chat. */
final class MessengerFields {
    private MessengerFields() {}

    static void refuseThoseOfLetters(
            Channel channel, NewNotification asked, FieldProblems problems) {
        refuse(channel, "subject", asked.subject(), problems);
        refuse(channel, "fromName", asked.fromName(), problems);
        refuse(channel, "replyTo", asked.replyTo(), problems);
        Map<String, @Nullable String> headers = asked.headers();
        refuse(channel, "headers", headers == null || headers.isEmpty() ? null : "", problems);
    }

    static void refuse(
            Channel channel, String field, @Nullable String value, FieldProblems problems) {
        if (value != null) {
            problems.add(field, "must be left out: " + channel + " has nothing like it");
        }
    }
}
