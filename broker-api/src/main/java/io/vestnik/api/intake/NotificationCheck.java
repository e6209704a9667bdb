package io.vestnik.api.intake;

import io.vestnik.api.problem.FieldProblems;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Content;
import io.vestnik.contract.OnUncertain;
import io.vestnik.contract.Priority;
import io.vestnik.contract.email.EmailAddress;
import io.vestnik.contract.email.HeaderRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks one request field by field, and collects everything that is wrong with it. */
final class NotificationCheck {
    static final int MAX_TEXT = 500_000;
    static final int MAX_HTML = 1_000_000;
    static final int MAX_FROM_NAME = 100;
    static final int MAX_HEADERS = 20;
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
     * @throws io.vestnik.api.problem.ProblemException 400 naming all fields that are not acceptable
     */
    static CheckedNotification check(NewNotification asked, UsualChoices usual) {
        FieldProblems problems = new FieldProblems();
        CheckedNotification checked = new NotificationCheck(asked, usual, problems).checked();
        problems.throwIfAny();
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
        return checked;
    }

    /** Says nothing when there are problems. */
    private CheckedNotification checked() {
        Channel channel = channel();
        String recipient = recipient();
        checkSubject();
        checkBodies();
        checkFromName();
        String replyTo = asked.replyTo() == null ? null : address("replyTo", asked.replyTo());
        Map<String, String> headers = headers();
        List<CheckedAttachment> attachments =
                new AttachmentCheck(problems).check(asked.attachments());
        Map<String, String> metadata = metadata();
        int maxAttempts = maxAttempts();
        OnUncertain onUncertain = onUncertain(channel);
        Priority priority = priority();
        var content =
                new Content(
                        asked.subject(),
                        asked.text(),
                        asked.html(),
                        asked.fromName(),
                        replyTo,
                        headers);
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

    private String recipient() {
        if (asked.recipient() == null) {
            problems.add("recipient", "is missing");
            return "";
        }
        return address("recipient", asked.recipient());
    }

    private String address(String field, String text) {
        try {
            return EmailAddress.parse(text).toString();
        } catch (IllegalArgumentException e) {
            problems.add(field, String.valueOf(e.getMessage()));
            return "";
        }
    }

    private void checkSubject() {
        String subject = asked.subject();
        if (subject == null) {
            problems.add("subject", "is missing");
        } else if (subject.isBlank()) {
            problems.add("subject", "must not be empty");
        } else {
            problems.add("subject", HeaderRules.problemWithValue(subject));
        }
    }

    private void checkBodies() {
        if (asked.text() == null && asked.html() == null) {
            problems.add("text", "is missing; text, html or both must be there");
        }
        checkBody("text", asked.text(), MAX_TEXT);
        checkBody("html", asked.html(), MAX_HTML);
    }

    private void checkBody(String field, @Nullable String body, int longest) {
        if (body == null) {
            return;
        }
        if (body.isBlank()) {
            problems.add(field, "must not be empty");
        } else if (body.length() > longest) {
            problems.add(field, "is longer than " + longest + " characters");
        } else {
            problems.add(field, TextRules.problemWith(body));
        }
    }

    private void checkFromName() {
        String name = asked.fromName();
        if (name == null) {
            return;
        }
        if (name.isBlank()) {
            problems.add("fromName", "must not be empty");
        } else if (name.length() > MAX_FROM_NAME) {
            problems.add("fromName", "is longer than " + MAX_FROM_NAME + " characters");
        } else {
            problems.add("fromName", HeaderRules.problemWithValue(name));
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        entries("headers", asked.headers(), MAX_HEADERS)
                .forEach((name, value) -> {
                    String field = TextRules.member("headers", name);
                    if (!problems.add(field, HeaderRules.problemWithName(name))
                            && !problems.add(field, HeaderRules.problemWithValue(value))
                            && !names.add(name)) {
                        problems.add(field, "is there twice");
                    }
                    headers.put(name, value);
                });
        return headers;
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = entries("metadata", asked.metadata(), MAX_METADATA);
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

    /** The entries that have a value; in the caller's order. */
    private Map<String, String> entries(
            String field, @Nullable Map<String, @Nullable String> asked, int most) {
        Map<String, String> entries = new LinkedHashMap<>();
        if (asked == null) {
            return entries;
        }
        if (asked.size() > most) {
            problems.add(field, "has more than " + most + " entries");
            return entries;
        }
        asked.forEach((name, value) -> {
            if (value == null) {
                problems.add(TextRules.member(field, name), "must be a string");
            } else {
                entries.put(name, value);
            }
        });
        return entries;
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
