package io.vestnik.email;

import static io.vestnik.testkit.smtp.SmtpBehaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Outcome.Fault;
import io.vestnik.email.SmtpProperties.Tls;
import io.vestnik.testkit.smtp.ReceivedCommand;
import io.vestnik.testkit.smtp.SmtpBehaviour;
import io.vestnik.testkit.smtp.SmtpOffer;
import io.vestnik.testkit.smtp.SmtpStep;
import io.vestnik.testkit.smtp.TestCertificate;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Encryption and log-in, where a wrong setting must neither send in clear nor cost an attempt. */
@Execution(ExecutionMode.CONCURRENT)
class SmtpTlsIT {
    private @Nullable SmtpTestBed opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private SmtpTestBed bed(SmtpOffer offer, SmtpTestBed.Settings settings) {
        // A handshake takes the better part of a second on a busy machine.
        settings.replyTimeout = Duration.ofSeconds(5);
        settings.deadline = Duration.ofSeconds(10);
        opened = SmtpTestBed.of(offer, settings);
        return opened;
    }

    private static SmtpTestBed.Settings settings(Tls tls) {
        SmtpTestBed.Settings settings = new SmtpTestBed.Settings();
        settings.tls = tls;
        return settings;
    }

    private static SmtpTestBed.Settings login(Tls tls, String password) {
        SmtpTestBed.Settings settings = settings(tls);
        settings.user = "shop";
        settings.password = password;
        return settings;
    }

    private static SmtpOffer offer(Tls tls, TestCertificate certificate) {
        return switch (tls) {
            case NONE -> SmtpOffer.plain();
            case STARTTLS -> SmtpOffer.plain().withStartTls(certificate);
            case IMPLICIT -> SmtpOffer.plain().withImplicitTls(certificate);
        };
    }

    @ParameterizedTest
    @EnumSource(Tls.class)
    void aMessageArrivesWithLogIn(Tls tls) {
        SmtpTestBed bed =
                bed(
                        offer(tls, TestCertificate.valid()).withUser("shop", "Пароль 1"),
                        login(tls, "Пароль 1"));

        assertThat(bed.send()).isInstanceOf(Accepted.class);

        boolean encrypted = tls != Tls.NONE;
        assertThat(bed.relay.commands())
                .filteredOn(command -> command.line().matches("(AUTH|MAIL|RCPT|DATA).*"))
                .hasSize(4)
                .allMatch(command -> command.encrypted() == encrypted);
    }

    @Test
    void aCertificateMayNameTheHostInsteadOfItsAddress() {
        SmtpTestBed.Settings settings = settings(Tls.STARTTLS);
        settings.host = "localhost";

        assertThat(bed(offer(Tls.STARTTLS, TestCertificate.valid()), settings).send())
                .isInstanceOf(Accepted.class);
    }

    static Stream<Arguments> badCertificates() {
        return Stream.of(Tls.STARTTLS, Tls.IMPLICIT)
                .flatMap(tls ->
                        Stream.of(
                                Arguments.of(tls, TestCertificate.expired(), "NotAfter"),
                                Arguments.of(tls, TestCertificate.forAnotherHost(), "127.0.0.1")));
    }

    @ParameterizedTest
    @MethodSource("badCertificates")
    void aBadCertificateIsASetUpFaultAndNothingIsSent(
            Tls tls, TestCertificate certificate, String words) {
        SmtpTestBed.Settings settings = login(tls, "secret");
        settings.trusted = certificate;
        SmtpTestBed bed = bed(offer(tls, certificate).withUser("shop", "secret"), settings);

        Outcome outcome = bed.send();

        assertSetUpFault(outcome);
        assertThat(outcome.reply().text()).startsWith("TLS with 127.0.0.1:").contains(words);
        assertNothingSent(bed);
    }

    @ParameterizedTest
    @EnumSource(value = Tls.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void anAuthorityThatIsNotTrustedIsASetUpFault(Tls tls) {
        SmtpTestBed.Settings settings = settings(tls);
        settings.trusted = TestCertificate.forAnotherHost();
        SmtpTestBed bed = bed(offer(tls, TestCertificate.valid()), settings);

        assertSetUpFault(bed.send());

        assertNothingSent(bed);
    }

    @Test
    void startTlsNeverFallsBackToClearText() {
        SmtpTestBed bed = bed(SmtpOffer.plain(), settings(Tls.STARTTLS));

        Outcome outcome = bed.send();

        assertSetUpFault(outcome);
        assertThat(outcome.reply().text()).contains("offers no STARTTLS");
        assertNothingSent(bed);
    }

    static Stream<SmtpBehaviour> refusals() {
        return Stream.of(
                answer("454 4.7.0 TLS not available"),
                answer("502 5.5.1 Not here"),
                answer("220 2.0.0 Ready, or rather not TLS at all"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRelayThatRefusesStartTlsGetsNothing(SmtpBehaviour refusal) {
        SmtpTestBed.Settings settings = settings(Tls.STARTTLS);
        SmtpTestBed bed = bed(SmtpOffer.plain().withExtensions("STARTTLS"), settings);
        bed.relay.on(SmtpStep.STARTTLS, refusal);

        assertSetUpFault(bed.send());

        assertNothingSent(bed);
    }

    @Test
    void aRelayThatGoesAwayInTheHandshakeIsNotOurSetUp() {
        SmtpTestBed bed = bed(offer(Tls.STARTTLS, TestCertificate.valid()), settings(Tls.STARTTLS));
        bed.relay.on(
                SmtpStep.STARTTLS, SmtpBehaviour.answerThen("220 Ready", SmtpBehaviour.reset()));

        assertFault(bed.send(), Fault.UNREACHABLE);
    }

    @Test
    void implicitTlsOnAPlainPortIsASetUpFault() {
        SmtpTestBed bed = bed(SmtpOffer.plain(), settings(Tls.IMPLICIT));

        assertSetUpFault(bed.send());

        assertNothingSent(bed);
    }

    @Test
    void aPlainClientOnAnImplicitTlsPortIsCutOffByItsPatience() {
        SmtpTestBed.Settings settings = new SmtpTestBed.Settings();
        SmtpTestBed bed = bed(offer(Tls.IMPLICIT, TestCertificate.valid()), settings);

        assertFault(bed.send(), Fault.UNREACHABLE);
    }

    @ParameterizedTest
    @EnumSource(Tls.class)
    void aWrongPasswordIsASetUpFault(Tls tls) {
        SmtpTestBed bed =
                bed(
                        offer(tls, TestCertificate.valid()).withUser("shop", "secret"),
                        login(tls, "wrong"));

        Outcome outcome = bed.send();

        assertSetUpFault(outcome);
        assertThat(outcome.reply().text())
                .isEqualTo("AUTH: 535 5.7.8 Authentication credentials invalid");
        assertNothingSent(bed);
    }

    @Test
    void aRelayThatOffersNoAuthIsASetUpFault() {
        SmtpTestBed bed = bed(SmtpOffer.plain(), login(Tls.NONE, "secret"));

        Outcome outcome = bed.send();

        assertSetUpFault(outcome);
        assertThat(outcome.reply().text()).contains("offers no AUTH");
        assertNothingSent(bed);
    }

    @Test
    void aRelayThatOffersOnlyOtherMechanismsIsASetUpFault() {
        SmtpTestBed bed =
                bed(
                        SmtpOffer.plain().withExtensions("AUTH KERBEROS_V4"),
                        login(Tls.NONE, "secret"));

        assertSetUpFault(bed.send());
        assertNothingSent(bed);
    }

    @Test
    void aRelayThatWantsALogInIsASetUpFault() {
        SmtpTestBed bed = bed(SmtpOffer.plain().withUser("shop", "secret"), settings(Tls.NONE));

        Outcome outcome = bed.send();

        assertSetUpFault(outcome);
        assertThat(outcome.reply().text())
                .isEqualTo("MAIL FROM: 530 5.7.0 Authentication required");
    }

    @Test
    void aRelayThatIsBusyAtLogInIsNotOurSetUp() {
        SmtpTestBed bed =
                bed(SmtpOffer.plain().withUser("shop", "secret"), login(Tls.NONE, "secret"));
        bed.relay.on(SmtpStep.AUTH, answer("421 4.3.2 Shutting down"));
        assertFault(bed.send(), Fault.UNREACHABLE);
        bed.relay.on(SmtpStep.AUTH, SmtpBehaviour.close());
        assertFault(bed.send(), Fault.UNREACHABLE);
        bed.relay.on(SmtpStep.AUTH, answer("454 4.7.0 Temporary authentication failure"));
        assertFault(bed.send(), Fault.OUR_SETUP);
    }

    @Test
    void withoutTlsNoneIsBegunEvenWhenTheRelayAsksForIt() {
        SmtpTestBed bed =
                bed(
                        offer(Tls.STARTTLS, TestCertificate.valid()).withUser("shop", "secret"),
                        login(Tls.NONE, "secret"));
        bed.relay.on(SmtpStep.AUTH, answer("530 5.7.0 Must issue a STARTTLS command first"));

        assertSetUpFault(bed.send());

        assertThat(bed.relay.lines()).doesNotContain("STARTTLS");
    }

    @Test
    void halfOfTheCredentialsIsRefusedAtTheStart() {
        SmtpTestBed.Settings settings = new SmtpTestBed.Settings();
        settings.user = "shop";

        assertThatThrownBy(() -> settings.relay(25))
                .hasMessageContaining("VESTNIK_SMTP_USER and VESTNIK_SMTP_PASSWORD belong");
    }

    private static void assertNothingSent(SmtpTestBed bed) {
        assertThat(bed.handovers).hasValue(0);
        assertThat(bed.relay.commands())
                .extracting(ReceivedCommand::line)
                .noneMatch(line -> line.startsWith("MAIL"));
        assertThat(bed.relay.mails()).isEmpty();
    }

    private static void assertSetUpFault(Outcome outcome) {
        assertFault(outcome, Fault.OUR_SETUP);
    }

    private static void assertFault(Outcome outcome, Fault fault) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Deferred.class,
                        deferred ->
                                assertThat(deferred.fault())
                                        .as(deferred.reply().text())
                                        .isEqualTo(fault));
    }
}
