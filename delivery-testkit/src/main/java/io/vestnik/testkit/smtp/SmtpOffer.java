package io.vestnik.testkit.smtp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the scripted server offers to its clients.
 *
 * @param extensions further lines of the answer to EHLO, such as {@code SIZE 1000}
 * @param user whom AUTH lets in; without one there is no AUTH, with one there is no MAIL without it
 * @param password of that user
 * @param certificate shown in TLS; without one there is no TLS
 * @param implicitTls whether TLS begins with the connection instead of STARTTLS
 */
public record SmtpOffer(
        List<String> extensions,
        @Nullable String user,
        @Nullable String password,
        @Nullable TestCertificate certificate,
        boolean implicitTls) {

    /** No TLS, no AUTH. */
    public static SmtpOffer plain() {
        return new SmtpOffer(
                List.of("PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"), null, null, null, false);
    }

    /** The same, with these lines instead in the answer to EHLO. */
    public SmtpOffer withExtensions(String... lines) {
        return new SmtpOffer(List.of(lines), user, password, certificate, implicitTls);
    }

    /** The same, for this user only. */
    public SmtpOffer withUser(String name, String secret) {
        return new SmtpOffer(extensions, name, secret, certificate, implicitTls);
    }

    /** The same, with STARTTLS. */
    public SmtpOffer withStartTls(TestCertificate shown) {
        return new SmtpOffer(extensions, user, password, shown, false);
    }

    /** The same, with TLS from the first byte. */
    public SmtpOffer withImplicitTls(TestCertificate shown) {
        return new SmtpOffer(extensions, user, password, shown, true);
    }
}
