package io.vestnik.testkit.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate made at run time by the JDK's keytool, under an authority of its own: a client that
 * trusts the authority still has every reason to look at dates and names.
 */
public final class TestCertificate {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Map<String, TestCertificate> MADE = new ConcurrentHashMap<>();

    private final KeyStore keys;

    private TestCertificate(KeyStore keys) {
        this.keys = keys;
    }

    /** Valid today, for localhost and 127.0.0.1. */
    public static TestCertificate valid() {
        return made("dns:localhost,ip:127.0.0.1", "-1d");
    }

    /** For localhost and 127.0.0.1, until some days ago. */
    public static TestCertificate expired() {
        return made("dns:localhost,ip:127.0.0.1", "-10d");
    }

    /** Valid today, for another host. */
    public static TestCertificate forAnotherHost() {
        return made("dns:elsewhere.example", "-1d");
    }

    /** What a server needs to show this certificate. */
    public SSLContext serverContext() {
        try {
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a client needs to trust the authority behind this certificate, and no other. */
    public SSLContext clientContext() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", keys.getCertificate("authority"));
            var managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestCertificate made(String names, String start) {
        return MADE.computeIfAbsent(names + start, _ -> make(names, start));
    }

    private static TestCertificate make(String names, String start) {
        try {
            Path folder = Files.createTempDirectory("vestnik-certificate");
            Path file = folder.resolve("keys.p12");
            try {
                keytool(file, "authority", List.of("-dname", "CN=Test authority", "-ext", "bc:c"));
                keytool(
                        file,
                        "relay",
                        List.of(
                                "-dname",
                                "CN=Test relay",
                                "-ext",
                                "san=" + names,
                                "-signer",
                                "authority",
                                "-startdate",
                                start,
                                "-validity",
                                "5"));
                return new TestCertificate(read(file));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keytool(Path file, String alias, List<String> more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        command.addAll(more);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (exitCode(process) != 0) {
            throw new IllegalStateException("keytool made no certificate: " + said);
        }
    }

    private static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool worked", e);
        }
    }

    private static KeyStore read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            // Two entries with keys would leave it to the key manager which one the server shows.
            var authority = keys.getCertificate("authority");
            keys.deleteEntry("authority");
            keys.setCertificateEntry("authority", authority);
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
