package io.vestnik.api.intake;

import io.vestnik.api.problem.FieldProblems;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Content;
import io.vestnik.contract.OnUncertain;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks one request field by field, and collects everything that is wrong with it. */
final class NotificationCheck {
    static final int MAX_METADATA = 20;
    static final int MAX_METADATA_KEY = 64;
    static final int MAX_METADATA_VALUE = 500;
    static final int MAX_ATTEMPTS = 50;

    private final NewNotification asked;
    private final UsualChoices usual;
    private final FieldProblems problems;

    private NotificationCheck(NewNotification asked, UsualChoices usual, FieldProblems problems) {
        this.asked = asked;
        this.usual = usual;
        this.problems = problems;
    }

    /**
     * The request in its checked form.
     *
     * @param usual what a request gets that does not say
     * @throws io.vestnik.api.problem.ProblemException 400 naming all fields that are not
     *     acceptable; 422 when the channel has no sender
     */
    static CheckedNotification check(NewNotification asked, UsualChoices usual) {
        FieldProblems problems = new FieldProblems();
        CheckedNotification checked = new NotificationCheck(asked, usual, problems).checked();
        problems.throwIfAny();
        usual.demandSender(checked.channel());
        return checked;
    }

    /**
     * All of them in their checked form.
     *
     * @param usual what those get that do not say
     * @throws io.vestnik.api.problem.ProblemException 400 naming the fields of all of them that are
     *     not acceptable, by the place of each
     */
    static List<CheckedNotification> check(NewBatch batch, UsualChoices usual) {
        FieldProblems problems = new FieldProblems();
        List<CheckedNotification> checked = new ArrayList<>();
        List<@Nullable NewNotification> asked = batch.notifications();
        if (asked == null) {
            problems.add("notifications", "is missing");
        } else if (asked.isEmpty() || asked.size() > NewBatch.MOST) {
            problems.add("notifications", "must have 1 to " + NewBatch.MOST + " entries");
        } else {
            for (NewNotification one : asked) {
                String place = "notifications[" + checked.size() + "]";
                if (one == null) {
                    throw ProblemException.invalid(place, "must be an object");
                }
                checked.add(new NotificationCheck(one, usual, problems.within(place)).checked());
            }
        }
        problems.throwIfAny();
        checked.forEach(one -> usual.demandSender(one.channel()));
        return checked;
    }

    /** Says nothing when there are problems. */
    private CheckedNotification checked() {
        Channel channel = channel();
        String recipient = recipient(channel);
        ChannelRules rules = ChannelRules.of(channel);
        Content content = rules.content(asked, problems);
        List<CheckedAttachment> attachments = attachments(channel, rules);
        Map<String, String> metadata = metadata();
        int maxAttempts = maxAttempts();
        OnUncertain onUncertain = onUncertain(channel);
        Priority priority = priority();
        return new CheckedNotification(
                channel,
                recipient,
                content,
                attachments,
                metadata,
                maxAttempts,
                onUncertain,
                priority);
    }

    private List<CheckedAttachment> attachments(Channel channel, ChannelRules rules) {
        var files = asked.attachments();
        if (files != null && files.size() > rules.mostAttachments()) {
            problems.add(
                    "attachments",
                    rules.mostAttachments() == 0
                            ? "cannot be sent by " + channel
                            : "are more than " + rules.mostAttachments());
            return List.of();
        }
        return new AttachmentCheck(problems).check(files);
    }

    private Channel channel() {
        if (asked.channel() == null) {
            problems.add("channel", "is missing");
            return Channel.EMAIL;
        }
        return Channel.of(asked.channel())
                .orElseGet(() -> {
                    problems.add("channel", "must be one of " + List.of(Channel.values()));
                    return Channel.EMAIL;
                });
    }

    private String recipient(Channel channel) {
        String text = asked.recipient();
        if (text == null) {
            problems.add("recipient", "is missing");
            return "";
        }
        try {
            return Recipient.parse(channel, text).text();
        } catch (IllegalArgumentException e) {
            problems.add("recipient", String.valueOf(e.getMessage()));
            return "";
        }
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata =
                TextRules.entries(problems, "metadata", asked.metadata(), MAX_METADATA);
        metadata.forEach((key, value) -> {
            String field = TextRules.member("metadata", key);
            if (key.isBlank() || key.length() > MAX_METADATA_KEY) {
                problems.add(field, "must have a key of 1 to 64 characters");
            } else if (value.length() > MAX_METADATA_VALUE) {
                problems.add(field, "is longer than 500 characters");
            } else if (!problems.add(field, TextRules.problemWith(value))) {
                problems.add(field, TextRules.problemWithName(key));
            }
        });
        return metadata;
    }

    private int maxAttempts() {
        Integer attempts = asked.maxAttempts();
        if (attempts == null) {
            return usual.attempts();
        }
        if (attempts < 1 || attempts > MAX_ATTEMPTS) {
            problems.add("maxAttempts", "must be from 1 to " + MAX_ATTEMPTS);
        }
        return attempts;
    }

    private OnUncertain onUncertain(Channel channel) {
        String word = asked.onUncertain();
        if (word == null) {
            return usual.onUncertain(channel);
        }
        try {
            return OnUncertain.of(word);
        } catch (IllegalArgumentException e) {
            problems.add("onUncertain", "must be one of " + List.of(OnUncertain.values()));
            return OnUncertain.RESEND;
        }
    }

    private Priority priority() {
        String word = asked.priority();
        if (word == null) {
            return Priority.NORMAL;
        }
        return Priority.of(word)
                .orElseGet(() -> {
                    problems.add("priority", "must be one of " + Priority.IN_ORDER);
                    return Priority.NORMAL;
                });
    }
}
