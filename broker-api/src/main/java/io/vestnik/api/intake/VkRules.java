package io.vestnik.api.intake;

import io.vestnik.api.problem.FieldProblems;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Content;
import java.util.Map;

/** One message of plain text. */
record VkRules() implements ChannelRules {
    static final int MAX_TEXT = 4096;

    @Override
    public int mostAttachments() {
        return 0;
    }

    @Override
    public Content content(NewNotification asked, FieldProblems problems) {
        MessengerFields.refuseThoseOfLetters(Channel.VK, asked, problems);
        MessengerFields.refuse(Channel.VK, "html", asked.html(), problems);
        if (asked.text() == null) {
            problems.add("text", "is missing");
        }
        TextRules.checkBody(problems, "text", asked.text(), MAX_TEXT);
        return new Content(null, asked.text(), null, null, null, Map.of());
    }
}
