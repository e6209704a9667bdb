package io.vestnik.email;

import io.vestnik.contract.email.HeaderRules;
import jakarta.mail.internet.MimeUtility;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/** Lets text into headers, and writes it so that the reader sees the very same text. */
final class HeaderText {
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]*");

    /** What fits, in base64, into an encoded word of 75 characters (RFC 2047 section 2). */
    private static final int WORD_OCTETS = 45;

    private static final int PIECE_LENGTH = 60;

    private HeaderText() {}

    /**
     * Refuses, with a sentence about {@code what}, the name of a header that is not the caller's.
     */
    static void checkName(String what, String name) {
        refuse(what, HeaderRules.problemWithName(name));
    }

    /** Refuses, with a sentence about {@code what}, text that would become more than one header. */
    static void check(String what, String value) {
        refuse(what, HeaderRules.problemWithValue(value));
    }

    private static void refuse(String what, Optional<String> problem) {
        problem.ifPresent(words -> {
            throw new IllegalArgumentException(what + " " + words);
        });
    }

    static boolean isPrintableAscii(String text) {
        return PRINTABLE.matcher(text).matches();
    }

    /** The body of a header that is plain text, such as Subject. */
    static String unstructured(String header, String value) {
        return isLiteral(value)
                ? MimeUtility.fold(header.length() + 2, value)
                : encodedWords(value);
    }

    /** A name in front of an address. */
    static String phrase(String name) {
        return isLiteral(name) ? quoted(name) : encodedWords(name);
    }

    /**
     * A parameter of a structured header, such as a file name. RFC 2231 where letters need it, in
     * pieces, because a line holds 998 characters and a percent sign is three times as long.
     */
    static String parameter(String name, String value) {
        if (isLiteral(value)) {
            return name + "=" + quoted(value);
        }
        List<String> pieces =
                pieces(value, PIECE_LENGTH, letter -> percent(Character.toString(letter)).length());
        if (pieces.size() == 1) {
            return name + "*=UTF-8''" + percent(value);
        }
        StringJoiner parameters = new StringJoiner(";\r\n\t");
        for (int i = 0; i < pieces.size(); i++) {
            String charset = i == 0 ? "UTF-8''" : "";
            parameters.add(name + "*" + i + "*=" + charset + percent(pieces.get(i)));
        }
        return parameters.toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Whether nobody reads it for encoded words, or cuts spaces off. */
    private static boolean isLiteral(String value) {
        return isPrintableAscii(value) && value.equals(value.strip()) && !value.contains("=?");
    }

    private static String encodedWords(String value) {
        StringJoiner words = new StringJoiner("\r\n ");
        for (String piece : pieces(value, WORD_OCTETS, HeaderText::octets)) {
            words.add("=?UTF-8?B?" + base64(piece) + "?=");
        }
        return words.toString();
    }

    /** Cuts into pieces of limited size; none ends inside a character. */
    private static List<String> pieces(String value, int most, IntUnaryOperator sizeOf) {
        List<String> pieces = new ArrayList<>();
        int begun = 0;
        int size = 0;
        for (int i = 0; i < value.length(); ) {
            int letter = value.codePointAt(i);
            int more = sizeOf.applyAsInt(letter);
            if (size + more > most) {
                pieces.add(value.substring(begun, i));
                begun = i;
                size = 0;
            }
            size += more;
            i += Character.charCount(letter);
        }
        pieces.add(value.substring(begun));
        return pieces;
    }

    /** How long a character is in UTF-8. */
    private static int octets(int letter) {
        return Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String percent(String text) {
        // The form encoding writes a space as +, and leaves one character that RFC 2231 reserves.
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
