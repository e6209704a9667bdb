package io.vestnik.local.inbox;

import io.vestnik.local.inbox.Mail.Attachment;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The mails as JSON, for the page and for scripts. */
final class InboxApi {
    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = Inbox.CAPACITY;

    private final Mailbox mailbox;
    private final SmtpDoor door;
    private final Path offline;

    /**
     * @param offline the file that closes the door while it exists
     */
    InboxApi(Mailbox mailbox, SmtpDoor door, Path offline) {
        this.mailbox = mailbox;
        this.door = door;
        this.offline = offline;
    }

    /** One page of the list; total counts all mails that match. */
    record Listing(long total, boolean offline, List<Summary> messages) {}

    /** One mail with everything but the bytes of its parts. */
    record Detail(
            String id,
            Instant receivedAt,
            String from,
            List<String> recipients,
            String subject,
            long size,
            List<Mail.Line> headers,
            @Nullable String text,
            @Nullable String html,
            List<PartLine> attachments) {}

    /** One part that can be downloaded under its number. */
    record PartLine(int number, String name, String contentType, int size) {}

    Answer answer(Request request) throws IOException {
        List<String> path = request.path();
        if (path.equals(List.of("api", "offline"))) {
            return take(request);
        }
        if (path.size() < 2 || !path.get(1).equals("messages")) {
            return unknown();
        }
        if (path.size() == 2 && request.method().equals("DELETE")) {
            return deleteAll(request);
        }
        if (!request.method().equals("GET")) {
            return Answer.refusal(405, "Mails can be read, and all of them deleted.");
        }
        return path.size() == 2 ? list(request) : one(path.get(2), path.subList(3, path.size()));
    }

    private Answer list(Request request) {
        String state = "\"%d-%b\"".formatted(mailbox.version(), door.isOpen());
        if (request.has("If-None-Match", state)) {
            return Answer.empty(304).with("ETag", state);
        }
        List<Summary> found =
                mailbox.newestFirst()
                        .filter(mail -> mail.isFor(request.parameter("recipient")))
                        .filter(mail -> mail.isAbout(request.parameter("subject")))
                        .filter(mail -> isAboutOrFor(mail, request.parameter("search")))
                        .toList();
        List<Summary> page = found.stream().limit(limit(request)).toList();
        return Answer.json(new Listing(found.size(), !door.isOpen(), page)).with("ETag", state);
    }

    private static boolean isAboutOrFor(Summary mail, String words) {
        return mail.isAbout(words) || mail.isFor(words);
    }

    private static int limit(Request request) {
        String limit = request.parameter("limit");
        return limit.isEmpty()
                ? USUAL_LIMIT
                : Math.clamp(Integer.parseInt(limit), 0, HIGHEST_LIMIT);
    }

    /** Takes the inbox away, as {@code ./vestnik offline} does, or gives it back. */
    private Answer take(Request request) throws IOException {
        boolean away = request.method().equals("PUT");
        if (!away && !request.method().equals("DELETE")) {
            return Answer.refusal(405, "It can be put there, and deleted.");
        }
        if (!isOurs(request)) {
            return Answer.refusal(403, "This needs the header X-Vestnik: 1.");
        }
        if (!away) {
            Files.deleteIfExists(offline);
        } else if (!Files.exists(offline)) {
            Files.createFile(offline);
        }
        return Answer.empty(204);
    }

    /** A foreign page can make a browser send this header only after asking. */
    private static boolean isOurs(Request request) {
        return request.has("X-Vestnik", "1");
    }

    private Answer deleteAll(Request request) throws IOException {
        if (!isOurs(request)) {
            return Answer.refusal(403, "Deleting needs the header X-Vestnik: 1.");
        }
        mailbox.deleteAll();
        return Answer.empty(204);
    }

    private Answer one(String id, List<String> aspect) throws IOException {
        Optional<Summary> summary = mailbox.summary(id);
        Optional<Path> source = mailbox.source(id);
        if (summary.isEmpty() || source.isEmpty()) {
            return unknown();
        }
        if (aspect.equals(List.of("source"))) {
            return Answer.text(Files.readAllBytes(source.get()));
        }
        Mail mail = Mail.read(source.get());
        if (aspect.isEmpty()) {
            return Answer.json(detail(summary.get(), mail));
        }
        if (aspect.equals(List.of("html")) && mail.html() != null) {
            return HtmlView.of(mail);
        }
        return aspect.size() == 2 && aspect.getFirst().equals("attachments")
                ? attachment(mail, Integer.parseInt(aspect.getLast()))
                : unknown();
    }

    private static Detail detail(Summary summary, Mail mail) {
        return new Detail(
                summary.id(),
                summary.receivedAt(),
                summary.from(),
                summary.recipients(),
                summary.subject(),
                summary.size(),
                mail.headers(),
                mail.text(),
                mail.html(),
                IntStream.range(0, mail.parts().size())
                        .mapToObj(number -> line(number, mail.parts().get(number)))
                        .toList());
    }

    private static PartLine line(int number, Attachment part) {
        return new PartLine(number, part.name(), part.contentType(), part.content().length);
    }

    /** Always a download, whatever the mail says it is. */
    private static Answer attachment(Mail mail, int number) {
        if (number < 0 || number >= mail.parts().size()) {
            return unknown();
        }
        Attachment part = mail.parts().get(number);
        String name = URLEncoder.encode(part.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return Answer.of("application/octet-stream", part.content())
                .with("Content-Disposition", "attachment; filename*=UTF-8''" + name);
    }

    private static Answer unknown() {
        return Answer.refusal(404, "There is no such mail.");
    }
}
