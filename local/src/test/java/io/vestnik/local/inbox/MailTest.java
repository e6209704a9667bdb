package io.vestnik.local.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailTest {
    @TempDir Path folder;

    @Test
    void textAndHtmlAndAttachmentsAreTakenApart() throws IOException {
        Mail mail =
                read(
                        """
                        Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary=outer

                        --outer
                        Content-Type: multipart/alternative; boundary=inner

                        --inner
                        Content-Type: text/plain; charset=utf-8
                        Content-Transfer-Encoding: quoted-printable

                        Gr=C3=BC=C3=9Fe
                        --inner
                        Content-Type: text/html; charset=iso-8859-1
                        Content-Transfer-Encoding: quoted-printable

                        <p>Gr=FC=DFe</p>
                        --inner--
                        --outer
                        Content-Type: text/plain
                        Content-Disposition: attachment; filename="=?utf-8?q?=E2=84=96?=.txt"

                        one
                        --outer
                        Content-Type: image/png
                        Content-ID: <logo@x>
                        Content-Transfer-Encoding: base64

                        iVBORw0KGgo=
                        --outer--
                        """);

        assertThat(mail.headers()).contains(new Mail.Line("Subject", "Grüße"));
        assertThat(mail.text()).isEqualTo("Grüße");
        assertThat(mail.html()).isEqualTo("<p>Grüße</p>");
        assertThat(mail.parts())
                .extracting(Mail.Attachment::name, Mail.Attachment::contentId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("№.txt", null),
                        org.assertj.core.groups.Tuple.tuple("part-2", "logo@x"));
        assertThat(mail.parts().get(1).content()).hasSize(8);
    }

    @Test
    void aPlainMailHasNoHtml() throws IOException {
        Mail mail = read("Subject: hello\n\nJust text, ünd UTF-8.\n");

        assertThat(mail.text()).isEqualTo("Just text, ünd UTF-8.\r\n");
        assertThat(mail.html()).isNull();
        assertThat(mail.parts()).isEmpty();
    }

    @Test
    void aMultipartWithoutPartsIsShownWhole() throws IOException {
        Mail mail = read("Content-Type: multipart/mixed; boundary=x\n\nno boundary here\n");

        assertThat(mail.parts()).hasSize(1);
        assertThat(new String(mail.parts().getFirst().content(), StandardCharsets.UTF_8))
                .isEqualTo("no boundary here\r\n");
    }

    @Test
    void anUnknownCharsetIsReadAsUtf8() throws IOException {
        assertThat(read("Content-Type: text/plain; charset=klingon\n\nhello\n").text())
                .isEqualTo("hello\r\n");
    }

    @Test
    void whatIsNoMailAtAllCanStillBeOpened() throws IOException {
        assertThat(read("not a header at all\n\nbody\n").text()).isNotNull();
        assertThat(read("").headers()).isEmpty();
    }

    private Mail read(String source) throws IOException {
        return Mail.read(
                Files.writeString(folder.resolve("mail.eml"), source.replace("\n", "\r\n")));
    }
}
