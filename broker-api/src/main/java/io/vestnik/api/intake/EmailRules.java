package io.vestnik.api.intake;

import io.vestnik.api.problem.FieldProblems;
import io.vestnik.contract.Content;
import io.vestnik.contract.email.EmailAddress;
import io.vestnik.contract.email.HeaderRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A mail has a subject and a text, HTML or both, and may have headers. */
record EmailRules() implements ChannelRules {
    static final int MAX_TEXT = 500_000;
    static final int MAX_HTML = 1_000_000;
    static final int MAX_FROM_NAME = 100;
    static final int MAX_HEADERS = 20;

    @Override
    public int mostAttachments() {
        return 20;
    }

    @Override
    public Content content(NewNotification asked, FieldProblems problems) {
        checkSubject(asked.subject(), problems);
        checkBodies(asked, problems);
        checkFromName(asked.fromName(), problems);
        String replyTo = replyTo(asked.replyTo(), problems);
        return new Content(
                asked.subject(),
                asked.text(),
                asked.html(),
                asked.fromName(),
                replyTo,
                headers(asked, problems));
    }

    private static void checkSubject(@Nullable String subject, FieldProblems problems) {
        if (subject == null) {
            problems.add("subject", "is missing");
        } else if (subject.isBlank()) {
            problems.add("subject", "must not be empty");
        } else {
            problems.add("subject", HeaderRules.problemWithValue(subject));
        }
    }

    private static void checkBodies(NewNotification asked, FieldProblems problems) {
        if (asked.text() == null && asked.html() == null) {
            problems.add("text", "is missing; text, html or both must be there");
        }
        TextRules.checkBody(problems, "text", asked.text(), MAX_TEXT);
        TextRules.checkBody(problems, "html", asked.html(), MAX_HTML);
    }

    private static void checkFromName(@Nullable String name, FieldProblems problems) {
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

    private static @Nullable String replyTo(@Nullable String address, FieldProblems problems) {
        if (address == null) {
            return null;
        }
        try {
            return EmailAddress.parse(address).toString();
        } catch (IllegalArgumentException e) {
            problems.add("replyTo", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static Map<String, String> headers(NewNotification asked, FieldProblems problems) {
        Map<String, String> headers = new LinkedHashMap<>();
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        TextRules.entries(problems, "headers", asked.headers(), MAX_HEADERS)
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
}
