package io.vestnik.contract.email;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One mailbox in the form in which it goes over the wire: {@code local@domain}, ASCII only.
 *
 * <p>Narrower than RFC 5321 section 4.1.2 on purpose: dot-atoms only, so no comments, quotes,
 * source routes or address literals; each of them has sent somebody's mail to a stranger.
 *
 * @param localPart at most 64 characters (RFC 5321 section 4.5.3.1.1), case kept
 * @param domain at least two labels, lower case, international labels as A-labels (RFC 5890)
 */
public record EmailAddress(String localPart, String domain) {
    /** The longest address that fits a path of 256 octets, RFC 5321 section 4.5.3.1.3. */
    public static final int MAX_LENGTH = 254;

    private static final String ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL_PART = Pattern.compile(ATEXT + "(?:\\." + ATEXT + ")*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /**
     * Letters that the JDK's IDNA 2003 turns into others, and registries treat as their own: mail
     * to {@code straße.example} would go to {@code strasse.example}. Also the invisible ones that
     * it drops without a word (RFC 3454 table B.1).
     */
    private static final Pattern DEVIATION =
            Pattern.compile(
                    "[\\u00DF\\u1E9E\\u03C2\\u00AD\\u034F\\u1806\\u180B-\\u180D\\u200B-\\u200D\\u2060"
                            + "\\uFE00-\\uFE0F\\uFEFF]");

    /** The other dots that IDNA 2003 takes for a full stop. */
    private static final Pattern OTHER_DOT = Pattern.compile("[\\u3002\\uFF0E\\uFF61]");

    /**
     * Reads one address.
     *
     * @throws IllegalArgumentException with a sentence for the caller when it is not acceptable
     */
    public static EmailAddress parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("is longer than " + MAX_LENGTH + " characters");
        }
        int at = text.indexOf('@');
        if (at < 0 || at != text.lastIndexOf('@')) {
            throw new IllegalArgumentException(
                    "must be one address with one @, like ann@example.com");
        }
        String localPart = checkLocalPart(text.substring(0, at));
        String domain = toAsciiDomain(text.substring(at + 1));
        if (localPart.length() + 1 + domain.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("is longer than " + MAX_LENGTH + " characters");
        }
        return new EmailAddress(localPart, domain);
    }

    private static String checkLocalPart(String localPart) {
        if (localPart.length() > 64) {
            throw new IllegalArgumentException("has more than 64 characters before the @");
        }
        if (!LOCAL_PART.matcher(localPart).matches()) {
            throw new IllegalArgumentException(
                    "may have only letters a-z, digits, single dots and !#$%&'*+/=?^_`{|}~- before"
                            + " the @");
        }
        return localPart;
    }

    private static String toAsciiDomain(String domain) {
        if (isPlain(domain)) {
            String lower = domain.toLowerCase(Locale.ROOT);
            checkLabels(lower);
            return lower;
        }
        if (domain.startsWith("[")) {
            throw new IllegalArgumentException("must name a domain, not an IP address");
        }
        if (DEVIATION.matcher(domain).find() || OTHER_DOT.matcher(domain).find()) {
            throw new IllegalArgumentException(
                    "has a domain that is read differently by different software; write it in its"
                            + " xn-- form");
        }
        String ascii;
        try {
            ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notADomain) {
            throw new IllegalArgumentException("has no valid domain after the @", notADomain);
        }
        checkLabels(ascii);
        return ascii;
    }

    /** Whether it has no letter that IDNA would look at. */
    private static boolean isPlain(String domain) {
        return domain.chars().allMatch(EmailAddress::isPlain);
    }

    private static boolean isPlain(int letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '-'
                || letter == '.';
    }

    private static void checkLabels(String domain) {
        String[] labels = domain.split("\\.", -1);
        if (labels.length < 2) {
            throw new IllegalArgumentException("must have a dot in its domain, like example.com");
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException("has no valid domain after the @");
            }
        }
        if (DIGITS.matcher(labels[labels.length - 1]).matches()) {
            throw new IllegalArgumentException("must name a domain, not an IP address");
        }
    }

    /** The address for logs: enough to recognise it, not enough to write to it. */
    public String masked() {
        return localPart.charAt(0) + "***@" + domain;
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
