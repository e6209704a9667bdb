package io.vestnik.api.intake;

import io.vestnik.api.intake.NewNotification.NewAttachment;
import io.vestnik.api.problem.FieldProblems;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Content;
import io.vestnik.contract.telegram.TelegramHtml;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message: a text or its HTML, by itself or as the caption of one file. Two files would be two
 * messages, of which one may arrive and the other not.
 */
record TelegramRules() implements ChannelRules {
    /** Both count UTF-16 units, after HTML has become what it means. */
    static final int MAX_TEXT = 4096;

    static final int MAX_CAPTION = 1024;

    /** Of HTML before that; the tags of a text that has room for them. */
    static final int MAX_HTML = 20_000;

    @Override
    public int mostAttachments() {
        return 1;
    }

    @Override
    public Content content(NewNotification asked, FieldProblems problems) {
        MessengerFields.refuseThoseOfLetters(Channel.TELEGRAM, asked, problems);
        var files = asked.attachments();
        boolean caption = files != null && !files.isEmpty();
        int longest = caption ? MAX_CAPTION : MAX_TEXT;
        if (asked.html() != null) {
            checkHtml(asked.html(), longest, problems);
            if (asked.text() != null) {
                problems.add("text", "must be left out when html is there: telegram shows one");
            }
        } else if (asked.text() == null) {
            problems.add("text", "is missing; text or html must be there");
        }
        TextRules.checkBody(problems, "text", asked.text(), longest);
        if (files != null) {
            files.stream().limit(1).forEach(file -> refuseEmpty(file, problems));
        }
        return new Content(null, asked.text(), asked.html(), null, null, Map.of());
    }

    private static void refuseEmpty(@Nullable NewAttachment file, FieldProblems problems) {
        if (file != null && "".equals(file.contentBase64())) {
            problems.add("attachments[0].contentBase64", "must not be empty");
        }
    }

    private static void checkHtml(String html, int longest, FieldProblems problems) {
        if (html.length() > MAX_HTML) {
            problems.add("html", "is longer than " + MAX_HTML + " characters");
        } else if (!problems.add("html", TextRules.problemWith(html))) {
            checkParsed(html, longest, problems);
        }
    }

    private static void checkParsed(String html, int longest, FieldProblems problems) {
        try {
            int length = TelegramHtml.textLength(html);
            if (length == 0) {
                problems.add("html", "must not be empty");
            } else if (length > longest) {
                problems.add("html", "has a text longer than " + longest + " characters");
            }
        } catch (IllegalArgumentException e) {
            problems.add("html", String.valueOf(e.getMessage()));
        }
    }
}
