package io.vestnik.testkit.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.contract.Content;
import io.vestnik.testkit.oracle.MailLedger.Mail;
import io.vestnik.testkit.smtp.ScriptedSmtpServer;
import io.vestnik.testkit.smtp.SmtpBehaviour;
import io.vestnik.testkit.smtp.SmtpStep;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a relay has seen, and what it has really said. */
class MailLedgerTest {
    private static final UUID ID = UUID.fromString("019308a0-0000-7000-8000-000000000001");
    private final ScriptedSmtpServer relay = ScriptedSmtpServer.start();

    @AfterEach
    void stop() {
        relay.close();
    }

    private MimeMessage message() throws MessagingException {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", "127.0.0.1");
        settings.put("mail.smtp.port", relay.port());
        settings.put("mail.smtp.timeout", "5000");
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom("shop@example.com");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("ann@example.com"));
        message.setSubject("Заказ №42", "UTF-8");
        message.setHeader("X-Vestnik-Id", ID.toString());
        return message;
    }

    private Mail only() {
        assertThat(MailLedger.of(relay).mails()).hasSize(1);
        return MailLedger.of(relay).mails().getFirst();
    }

    @Test
    void itKnowsTheNotificationTheRecipientAndTheContent() throws Exception {
        MimeMessage message = message();
        message.setText("line\n.dot\nЖ\n", "UTF-8");
        Transport.send(message);

        Mail mail = only();

        assertThat(mail.notification()).isEqualTo(ID);
        assertThat(mail.recipients()).containsExactly("ann@example.com");
        assertThat(mail.messageId()).isEqualTo(message.getMessageID());
        assertThat(mail.kept()).isTrue();
        assertThat(mail.reply()).startsWith("250 ");
        assertThat(mail.content())
                .isEqualTo(
                        ContentDigest.of(
                                new Content(
                                        "Заказ №42", "line\n.dot\nЖ", null, null, null, Map.of())));
    }

    @Test
    void itLooksIntoEveryPart() throws Exception {
        byte[] file = {0, 1, 2, '\r', '\n', (byte) 0xff};
        MimeBodyPart text = new MimeBodyPart();
        text.setText("plain", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText("<b>rich</b>", "UTF-8", "html");
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(new MimeMultipart("alternative", text, html));
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setDataHandler(
                new DataHandler(new ByteArrayDataSource(file, "application/pdf")));
        attachment.setFileName("a.pdf");
        attachment.setDisposition("attachment");
        MimeMessage message = message();
        message.setContent(new MimeMultipart("mixed", body, attachment));
        Transport.send(message);

        assertThat(only().content())
                .isEqualTo(ContentDigest.of("Заказ №42", "plain", "<b>rich</b>", List.of(file)))
                .isNotEqualTo(ContentDigest.of("Заказ №42", "plain", "<b>rich</b>", List.of()));
    }

    @Test
    void itTellsATakenMailWithoutAnAnswerFromARefusedOne() throws Exception {
        MimeMessage message = message();
        message.setText("text");
        relay.once(SmtpStep.DOT, SmtpBehaviour.takeThen(SmtpBehaviour.reset()));
        relay.once(SmtpStep.DOT, SmtpBehaviour.answer("451 Later"));
        assertThatThrownBy(() -> Transport.send(message)).isInstanceOf(MessagingException.class);
        assertThatThrownBy(() -> Transport.send(message)).isInstanceOf(MessagingException.class);

        assertThat(MailLedger.of(relay).mails())
                .extracting(Mail::kept, Mail::reply)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(true, null),
                        org.assertj.core.groups.Tuple.tuple(false, "451 Later"));
    }

    @Test
    void aMailThatNamesNoNotificationIsKeptToo() throws Exception {
        MimeMessage message = message();
        message.setHeader("X-Vestnik-Id", "nobody's");
        message.setText("text");
        Transport.send(message);

        assertThat(only().notification()).isNull();
    }

    @Test
    void whatMailMayChangeMakesNoOtherContent() {
        ContentDigest content = ContentDigest.of("Hi", "one\ntwo", null, List.of());

        assertThat(ContentDigest.of("Hi", "one\r\ntwo\r\n", null, List.of())).isEqualTo(content);
        assertThat(ContentDigest.of("Hi", "one two", null, List.of())).isNotEqualTo(content);
        assertThat(ContentDigest.of("Hi", "one\ntwo", "", List.of())).isNotEqualTo(content);
        assertThat(ContentDigest.of("Hi", null, "one\ntwo", List.of())).isNotEqualTo(content);
        assertThat(ContentDigest.of("Hi", "one\ntwo", null, List.of("".getBytes(UTF_8))))
                .isNotEqualTo(content);
    }
}
