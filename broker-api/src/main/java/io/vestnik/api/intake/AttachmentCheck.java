package io.vestnik.api.intake;

import io.vestnik.api.intake.NewNotification.NewAttachment;
import io.vestnik.api.problem.FieldProblems;
import io.vestnik.contract.AttachmentRef;
import io.vestnik.contract.email.HeaderRules;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the files of one request; together they have a limit. */
final class AttachmentCheck {
    static final int MAX_BYTES = 10 * 1024 * 1024;

    private static final int MAX_TYPE = 127;
    private static final String TOKEN = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*";

    /** RFC 2045 section 5.1, without quoted values. */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile(
                    TOKEN + "/" + TOKEN + "(?:; ?" + TOKEN + "=[A-Za-z0-9!#$%&'*+.^_`{|}~-]+)*");

    private final FieldProblems problems;
    private long bytesLeft = MAX_BYTES;

    AttachmentCheck(FieldProblems problems) {
        this.problems = problems;
    }

    List<CheckedAttachment> check(@Nullable List<@Nullable NewAttachment> asked) {
        List<CheckedAttachment> checked = new ArrayList<>();
        if (asked == null) {
            return checked;
        }
        for (int i = 0; i < asked.size(); i++) {
            String field = "attachments[" + i + "]";
            NewAttachment attachment = asked.get(i);
            if (attachment == null) {
                problems.add(field, "must be an object");
            } else {
                checked.add(check(field, attachment));
            }
        }
        if (bytesLeft < 0) {
            problems.add("attachments", "have more than " + MAX_BYTES + " bytes together");
        }
        return checked;
    }

    private CheckedAttachment check(String field, NewAttachment asked) {
        String name = name(field + ".name", asked.name());
        String type = mediaType(field + ".contentType", asked.contentType());
        byte[] bytes = bytes(field + ".contentBase64", asked.contentBase64());
        return new CheckedAttachment(
                new AttachmentRef(name, type, bytes.length, sha256(bytes)), bytes);
    }

    private String name(String field, @Nullable String name) {
        if (name == null) {
            problems.add(field, "is missing");
            return "";
        }
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            problems.add(field, "must be the name of a file");
        } else if (name.contains("/") || name.contains("\\")) {
            problems.add(field, "must not contain a path");
        } else {
            problems.add(field, HeaderRules.problemWithValue(name));
        }
        return name;
    }

    private String mediaType(String field, @Nullable String type) {
        if (type == null) {
            problems.add(field, "is missing");
            return "";
        }
        if (type.length() > MAX_TYPE || !MEDIA_TYPE.matcher(type).matches()) {
            problems.add(field, "must be a media type like application/pdf");
        } else if (isContainer(type)) {
            problems.add(field, "must be the type of a single file");
        }
        return type;
    }

    /** The mail library would look for parts in them. */
    private static boolean isContainer(String type) {
        String lowerCase = type.toLowerCase(Locale.ROOT);
        return lowerCase.startsWith("multipart/") || lowerCase.startsWith("message/");
    }

    private byte[] bytes(String field, @Nullable String base64) {
        if (base64 == null) {
            problems.add(field, "is missing");
            return new byte[0];
        }
        bytesLeft -= base64.length() / 4L * 3;
        if (base64.endsWith("==")) {
            bytesLeft += 2;
        } else if (base64.endsWith("=")) {
            bytesLeft += 1;
        }
        if (bytesLeft < 0) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            problems.add(field, "must be Base64 (RFC 4648 section 4)");
            return new byte[0];
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
