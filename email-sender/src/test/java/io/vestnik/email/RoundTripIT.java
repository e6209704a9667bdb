package io.vestnik.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vestnik.contract.Content;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Delivery.Attachment;
import io.vestnik.delivery.Outcome.Accepted;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Store;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.search.MessageIDTerm;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent is what the recipient's own program reads, over IMAP. */
class RoundTripIT {
    private static final String HOST = "127.0.0.1";

    private final GreenMail mailServer =
            new GreenMail(
                    new ServerSetup[] {
                        new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP),
                        new ServerSetup(0, HOST, ServerSetup.PROTOCOL_IMAP)
                    });
    private SmtpConnections connections;
    private SmtpSender sender;

    @BeforeEach
    void start() {
        mailServer.start();
        mailServer.setUser("ann@example.com", "ann@example.com", "secret");
        SmtpTestBed.Settings settings = new SmtpTestBed.Settings();
        connections = new SmtpConnections(settings.relay(mailServer.getSmtp().getPort()));
        sender = new SmtpSender(connections, settings.properties());
    }

    @AfterEach
    void stop() {
        connections.close();
        mailServer.stop();
    }

    @Test
    void textHtmlAndAttachmentsArriveAsTheyWereGiven() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(42).nextBytes(bytes);
        String text =
                "Здравствуйте, Анна!\r\n.\r\n..\r\nFrom now on: " + "длинная строка ".repeat(200);
        String html = "<p style=\"color: red\">Здравствуйте, <b>Анна</b> 📦 &amp; =20</p>";
        Delivery delivery =
                SmtpTestBed.delivery(
                        new Content(
                                "Заказ №42 отправлен 📦",
                                text,
                                html,
                                "Лавка «У Анны»",
                                "help@пример.рф",
                                Map.of("X-Order", "42")),
                        List.of(new Attachment("Счёт №42.pdf", "application/pdf", bytes)));

        assertThat(sender.send(delivery, () -> {})).isInstanceOf(Accepted.class);

        try (Store store = mailServer.getImap().createStore()) {
            store.connect("ann@example.com", "secret");
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                String id = "<" + delivery.id() + "@example.com>";
                assertThat(inbox.search(new MessageIDTerm(id))).hasSize(1);
                assertSame(inbox.getMessage(1), text, html, bytes);
            }
        }
    }

    private static void assertSame(Message mail, String text, String html, byte[] bytes)
            throws Exception {
        assertThat(mail.getSubject()).isEqualTo("Заказ №42 отправлен 📦");
        InternetAddress from = (InternetAddress) mail.getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo("Лавка «У Анны»");
        assertThat(from.getAddress()).isEqualTo("shop@example.com");
        assertThat(mail.getReplyTo()[0]).hasToString("help@xn--e1afmkfd.xn--p1ai");
        assertThat(mail.getHeader("X-Order")).containsExactly("42");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        MimeMultipart bodies = (MimeMultipart) parts.getBodyPart(0).getContent();
        assertThat(bodies.getBodyPart(0).getContent()).isEqualTo(text);
        assertThat(bodies.getBodyPart(1).getContent()).isEqualTo(html);
        MimeBodyPart attachment = (MimeBodyPart) parts.getBodyPart(1);
        assertThat(attachment.getFileName()).isEqualTo("Счёт №42.pdf");
        assertThat(attachment.getInputStream().readAllBytes()).isEqualTo(bytes);
    }
}
