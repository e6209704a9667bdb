package io.vestnik.email;

import io.vestnik.delivery.ChannelSender;
import io.vestnik.testkit.ChannelSenderContract;
import io.vestnik.testkit.FarSide;
import io.vestnik.testkit.smtp.ReceivedMail;
import io.vestnik.testkit.smtp.ScriptedSmtpServer;
import io.vestnik.testkit.smtp.SmtpBehaviour;
import io.vestnik.testkit.smtp.SmtpStep;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SmtpSenderContractTest extends ChannelSenderContract {
    private final SmtpTestBed bed = SmtpTestBed.plain();
    private final FarSide relay = new ScriptedRelay(bed.relay);

    @AfterEach
    void close() {
        bed.close();
    }

    @Override
    protected ChannelSender sender() {
        return bed.sender;
    }

    @Override
    protected FarSide farSide() {
        return relay;
    }

    @Override
    protected String recipient() {
        return "ann@example.com";
    }

    @Override
    protected Duration deadline() {
        return SmtpTestBed.DEADLINE.plus(SmtpTestBed.FINAL_REPLY);
    }

    private record ScriptedRelay(ScriptedSmtpServer server) implements FarSide {
        @Override
        public void accept() {
            server.behaveWell();
            server.acceptConnections();
        }

        @Override
        public void defer(String words) {
            play(SmtpStep.MAIL, SmtpBehaviour.answer("450 4.3.0 " + words));
        }

        @Override
        public void refuse(String words) {
            play(SmtpStep.RCPT, SmtpBehaviour.answer("550 5.1.1 " + words));
        }

        @Override
        public void hangBeforeHandover() {
            play(SmtpStep.RCPT, SmtpBehaviour.hang());
        }

        @Override
        public void cutAfterHandover() {
            play(SmtpStep.DOT, SmtpBehaviour.takeThen(SmtpBehaviour.close()));
        }

        @Override
        public void hangAfterHandover() {
            play(SmtpStep.DOT, SmtpBehaviour.takeThen(SmtpBehaviour.hang()));
        }

        @Override
        public void beUnreachable() {
            server.refuseConnections();
        }

        private void play(SmtpStep step, SmtpBehaviour behaviour) {
            accept();
            server.on(step, behaviour);
        }

        @Override
        public List<Arrival> arrived() {
            return server.keptMails().stream().map(ScriptedRelay::arrival).toList();
        }

        private static Arrival arrival(ReceivedMail mail) {
            try {
                var message =
                        new MimeMessage((Session) null, new ByteArrayInputStream(mail.content()));
                String text = ((String) message.getContent()).replace("\r\n", "\n");
                return new Arrival(
                        message.getMessageID(),
                        message.getRecipients(Message.RecipientType.TO)[0].toString(),
                        message.getSubject(),
                        text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
            } catch (MessagingException | IOException e) {
                throw new AssertionError("The relay has something that is no mail", e);
            }
        }
    }
}
