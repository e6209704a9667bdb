package io.vestnik.email;

import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * The SMTP server that takes our mail: where it is, and how one gets through to it.
 *
 * @param url host, port, and credentials if there are any
 * @param session the library's settings
 */
record Relay(URLName url, Session session, SmtpProperties settings) {
    private static final String SOCKET_FACTORY = "mail.smtp.ssl.socketFactory";

    /**
     * The relay that the settings name.
     *
     * @param mail carries what {@code spring.mail.*} says; nothing is sent through it
     * @throws InvalidConfigurationPropertyValueException with a sentence for the operator
     */
    static Relay of(JavaMailSenderImpl mail, SmtpProperties settings) {
        String user = emptyToNull(mail.getUsername());
        String password = emptyToNull(mail.getPassword());
        if ((user == null) != (password == null)) {
            throw new InvalidConfigurationPropertyValueException(
                    user == null ? "spring.mail.username" : "spring.mail.password",
                    "",
                    "VESTNIK_SMTP_USER and VESTNIK_SMTP_PASSWORD belong together: set both, or none"
                            + " for a relay without AUTH");
        }
        URLName url = new URLName("smtp", mail.getHost(), mail.getPort(), null, user, password);
        return new Relay(url, Session.getInstance(properties(mail, settings)), settings);
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static Properties properties(JavaMailSenderImpl mail, SmtpProperties settings) {
        Properties all = new Properties();
        all.putAll(mail.getJavaMailProperties());
        boolean startTls = settings.tls() == SmtpProperties.Tls.STARTTLS;
        all.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
        all.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
        all.setProperty("mail.smtp.quitwait", "false");
        all.putIfAbsent("mail.smtp.localhost", ownName());
        // Each of these would send in a way that knows no final dot, or changes the message.
        all.setProperty("mail.smtp.chunksize", "-1");
        all.setProperty("mail.smtp.allow8bitmime", "false");
        all.setProperty("mail.mime.allowutf8", "false");
        return all;
    }

    /**
     * What we call ourselves in EHLO: a full name, or else an address (RFC 5321 section 4.1.4).
     * Looked up once, because the library would do so for each connection.
     */
    private static String ownName() {
        try {
            InetAddress self = InetAddress.getLocalHost();
            String name = self.getCanonicalHostName();
            boolean full = name.contains(".") && !name.equals(self.getHostAddress());
            return full ? name : "[" + self.getHostAddress() + "]";
        } catch (UnknownHostException nameless) {
            return "[127.0.0.1]";
        }
    }

    /** Host and port, for people. */
    @Override
    public String toString() {
        return url.getHost() + ":" + url.getPort();
    }

    boolean wantsLogin() {
        return url.getUsername() != null;
    }

    boolean wantsStartTls() {
        return settings.tls() == SmtpProperties.Tls.STARTTLS;
    }

    boolean wantsImplicitTls() {
        return settings.tls() == SmtpProperties.Tls.IMPLICIT;
    }

    /**
     * Where to connect to; with the name of the host, so that its certificate is held against that
     * and not against whatever a reverse look-up says.
     */
    InetSocketAddress address() throws IOException {
        byte[] address = InetAddress.getByName(url.getHost()).getAddress();
        return new InetSocketAddress(
                InetAddress.getByAddress(url.getHost(), address), url.getPort());
    }

    /** Begins TLS; the certificate must be trusted, in date, and for this host. */
    SSLSocket encrypt(Socket wire) throws IOException {
        SSLSocketFactory factory =
                session.getProperties().get(SOCKET_FACTORY) instanceof SSLSocketFactory configured
                        ? configured
                        : (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secure =
                (SSLSocket) factory.createSocket(wire, url.getHost(), url.getPort(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }
}
