package io.vestnik.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.contract.Content;
import io.vestnik.contract.email.EmailAddress;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Delivery.Attachment;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailMessageTest {
    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000042");
    private static final EmailAddress FROM = EmailAddress.parse("shop@shop.example");
    private static final String RUSSIAN = "Съешь же ещё этих мягких французских булок";
    private static final String EMOJI = "📦🦆";

    @Test
    void theHeadersSayWhatTheyAreAbout() throws Exception {
        MimeMessage mail = sent(content("Your order", "text", null));

        assertThat(mail.getHeader("Message-ID"))
                .containsExactly("<01980000-0000-7000-8000-000000000042@shop.example>");
        assertThat(mail.getHeader("X-Vestnik-Id")).containsExactly(ID.toString());
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("Date")).containsExactly("Sun, 22 Nov 2026 09:00:00 +0000");
        assertThat(mail.getHeader("MIME-Version")).containsExactly("1.0");
        assertThat(mail.getHeader("From")).containsExactly("shop@shop.example");
        assertThat(mail.getHeader("To")).containsExactly("ann@example.com");
    }

    @Test
    void everyAttemptSendsTheSameMail() {
        Content content = content("Your order", "text", null);

        assertThat(raw(content)).isEqualTo(raw(content));
    }

    @Test
    void whatIsSentIsAsciiInLinesThatNobodyCuts() {
        Content content =
                new Content(
                        RUSSIAN.repeat(6),
                        RUSSIAN.repeat(100) + "\n" + "x".repeat(5_000),
                        "<p>" + RUSSIAN + "x".repeat(5_000),
                        RUSSIAN,
                        "help@пример.рф",
                        Map.of("X-Note", RUSSIAN));
        Attachment attachment =
                new Attachment("ж".repeat(250) + ".pdf", "application/pdf", new byte[100_000]);

        String raw = raw(content, attachment);

        assertThat(raw).matches("(?s)[\\x20-\\x7e\\r\\n\\t]*");
        assertThat(raw.split("\r\n"))
                .allMatch(line -> line.length() <= 998 && !line.contains("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your order",
                RUSSIAN,
                "Заказ №42 📦 " + EMOJI + EMOJI + EMOJI + EMOJI + EMOJI + EMOJI,
                "=?UTF-8?Q?not_encoded?=",
                " spaces  within   and at the end ",
                "a very long subject of plain letters that has to be folded somewhere, but where"
                        + " exactly is nobody's business, as long as it comes out the same",
                "quotes \" and \\ and <angle@brackets.example>, too; (comment)"
            })
    void aSubjectArrivesAsItWasGiven(String subject) throws Exception {
        assertThat(sent(content(subject, "text", null)).getSubject()).isEqualTo(subject);
    }

    @Test
    void aSubjectOfTheGreatestLengthArrives() throws Exception {
        for (String letter : List.of("x", "ж", "漢")) {
            String subject = letter.repeat(255);
            assertThat(sent(content(subject, "text", null)).getSubject()).isEqualTo(subject);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The Shop",
                "Лавка «У Анны»",
                "O'Hara, \"Ann\" <evil@x.test>",
                "back\\slash",
                "=?UTF-8?Q?evil=40x.test?=",
                "evil@x.test",
                EMOJI
            })
    void aNameIsShownAsItWasGivenAndNeverBecomesAnAddress(String name) throws Exception {
        MimeMessage mail = sent(new Content("s", "text", null, name, "help@example.com", Map.of()));

        InternetAddress from = (InternetAddress) mail.getFrom()[0];
        assertThat(mail.getFrom()).hasSize(1);
        assertThat(from.getAddress()).isEqualTo("shop@shop.example");
        assertThat(from.getPersonal()).isEqualTo(name);
        assertThat(mail.getHeader("Reply-To")).containsExactly("help@example.com");
    }

    @Test
    void extraHeadersAreSentAsGiven() throws Exception {
        MimeMessage mail =
                sent(
                        new Content(
                                "s", "text", null, null, null, Map.of("X-Order", "42 " + RUSSIAN)));

        assertThat(jakarta.mail.internet.MimeUtility.decodeText(mail.getHeader("X-Order", null)))
                .isEqualTo("42 " + RUSSIAN);
    }

    @Test
    void textAloneIsOnePart() throws Exception {
        MimeMessage mail = sent(content("s", RUSSIAN + "\n.\nend", null));

        assertThat(mail.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(mail.getContent()).isEqualTo(RUSSIAN + "\r\n.\r\nend");
    }

    @Test
    void htmlAloneStaysHtmlAlone() throws Exception {
        MimeMessage mail = sent(content("s", null, "<p>" + RUSSIAN));

        assertThat(mail.getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat(mail.getContent()).isEqualTo("<p>" + RUSSIAN);
    }

    @Test
    void textAndHtmlAreAlternativesWithTheBestOneLast() throws Exception {
        MimeMessage mail = sent(content("s", RUSSIAN, "<p>" + EMOJI));

        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo(RUSSIAN);
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>" + EMOJI);
    }

    @Test
    void attachmentsComeAfterTheBodyByteForByte() throws Exception {
        byte[] bytes = new byte[70_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        byte[] text = "a\nb\r\nc\rd".getBytes(StandardCharsets.UTF_8);
        MimeMessage mail =
                sent(
                        content("s", "text", "<p>html"),
                        new Attachment("Счёт №42.pdf", "application/pdf", bytes),
                        new Attachment("lines.txt", "text/plain; charset=UTF-8", text),
                        new Attachment("mail.eml", "message/rfc822", text),
                        new Attachment("empty", "application/octet-stream", new byte[0]));

        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/mixed");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("multipart/alternative");
        assertThat(bytesOf(parts, 1)).isEqualTo(bytes);
        assertThat(bytesOf(parts, 2)).isEqualTo(text);
        assertThat(bytesOf(parts, 3)).isEqualTo(text);
        assertThat(bytesOf(parts, 4)).isEmpty();
        assertThat(parts.getBodyPart(1).getDisposition()).isEqualTo("attachment");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("Счёт №42.pdf");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("application/pdf");
        assertThat(parts.getBodyPart(2).getFileName()).isEqualTo("lines.txt");
        assertThat(parts.getBodyPart(3).getContentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void aFileNameOfTheGreatestLengthArrives() throws Exception {
        String name = "отчёт ".repeat(41) + ".pdf";

        MimeMessage mail =
                sent(content("s", "t", null), new Attachment(name, "image/png", new byte[1]));

        assertThat(((MimeMultipart) mail.getContent()).getBodyPart(1).getFileName())
                .isEqualTo(name);
    }

    @Test
    void anInternationalDomainGoesOutInItsAsciiForm() {
        EmailMessage message =
                EmailMessage.of(to("ann@пример.рф", content("s", "text", null)), FROM);

        assertThat(message.to()).hasToString("ann@xn--e1afmkfd.xn--p1ai");
        assertThat(new String(message.bytes(), StandardCharsets.US_ASCII))
                .contains("\r\nTo: ann@xn--e1afmkfd.xn--p1ai\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root",
                "<evil@x.test>user@example.test",
                "ann@example.com\r\nBcc: evil@x.test",
                "ann@example.com, evil@x.test",
                "анна@example.com",
                ""
            })
    void aRecipientThatTheLibraryWouldMisreadIsNotSentTo(String recipient) {
        assertThatThrownBy(() -> EmailMessage.of(to(recipient, content("s", "text", null)), FROM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The recipient ");
    }

    @Test
    void nothingThatWouldBeAHeaderOfItsOwnIsSent() {
        String evil = "x\r\nBcc: evil@x.test";
        assertRefused(content(evil, "text", null), "The subject must not contain line ends");
        assertRefused(content("\u2028", "text", null), "The subject must not contain");
        assertRefused(new Content("s", "t", null, evil, null, Map.of()), "fromName must not");
        assertRefused(new Content("s", "t", null, null, evil, Map.of()), "replyTo ");
        assertRefused(header("X-A", evil), "The header X-A must not contain");
        assertRefused(header("X-A\r\nBcc", "x"), "A header must be called X-");
        assertRefused(header("Bcc", "evil@x.test"), "A header must be called X-");
        assertRefused(header("X-Vestnik-Id", "1"), "A header must not begin with X-Vestnik-");
        assertRefused(content("s", null, null), "The notification has neither text nor html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb.pdf", "a\u0000.pdf", "a\u202Efdp.exe"})
    void anAttachmentWithAHostileNameIsNotSent(String name) {
        assertThatThrownBy(() -> raw(text(), new Attachment(name, "image/png", new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pdf", "image/png\r\nX-A: b", "image/пнг", "a/b; c=\"", "/"})
    void anAttachmentOfNoMediaTypeIsNotSent(String type) {
        assertThatThrownBy(() -> raw(text(), new Attachment("a.pdf", type, new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(Content content, String words) {
        assertThatThrownBy(() -> raw(content))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(words);
    }

    private static Content header(String name, String value) {
        return new Content("s", "t", null, null, null, Map.of(name, value));
    }

    private static Content text() {
        return content("s", "text", null);
    }

    private static Content content(String subject, @Nullable String text, @Nullable String html) {
        return new Content(subject, text, html, null, null, Map.of());
    }

    private static Delivery to(String recipient, Content content, Attachment... attachments) {
        return new Delivery(
                ID,
                1,
                recipient,
                content,
                List.of(attachments),
                Instant.parse("2026-11-22T09:00:00Z"));
    }

    private static String raw(Content content, Attachment... attachments) {
        EmailMessage message = EmailMessage.of(to("ann@example.com", content, attachments), FROM);
        return new String(message.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static MimeMessage sent(Content content, Attachment... attachments) throws Exception {
        byte[] bytes = raw(content, attachments).getBytes(StandardCharsets.ISO_8859_1);
        return new MimeMessage((Session) null, new ByteArrayInputStream(bytes));
    }

    private static byte[] bytesOf(MimeMultipart parts, int index) throws Exception {
        return ((MimeBodyPart) parts.getBodyPart(index)).getInputStream().readAllBytes();
    }
}
