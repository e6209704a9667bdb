package io.vestnik.api.badinput;

import java.util.List;

/** What is no address, or one that has taken somebody's mail to a stranger. */
final class BadAddresses {
    static final List<String> ALL =
            List.of(
                    "ann@example.com, bob@example.com",
                    "ann@example.com\r\nBcc: bob@example.com",
                    "<bob@example.com>ann@example.com",
                    "Ann <ann@example.com>",
                    "ann@example.com\u0000",
                    "@relay.example:ann@example.com",
                    "ann%example.com@relay@example.com",
                    "ann@[127.0.0.1]",
                    "ann",
                    "\"ann\"@example.com",
                    "",
                    " ",
                    "@",
                    "ann@",
                    "@example.com",
                    "ann@localhost",
                    "ann@example",
                    "ann@.example.com",
                    "ann@example.com.",
                    "ann@example..com",
                    "ann@-example.com",
                    "ann@example-.com",
                    "ann@exa_mple.com",
                    "ann@127.0.0.1",
                    "ann@[IPv6:::1]",
                    " ann@example.com",
                    "ann@example.com ",
                    "ann @example.com",
                    "ann@exam ple.com",
                    ".ann@example.com",
                    "ann.@example.com",
                    "an..n@example.com",
                    "ann(comment)@example.com",
                    "ann@example.com(comment)",
                    "ann@example.com;bob@example.com",
                    "ann;bob@example.com",
                    "ann,bob@example.com",
                    "ann:bob@example.com",
                    "ann\\@example.com",
                    "\u00E4nn@example.com",
                    "ann@stra\u00DFe.example",
                    "ann@example\u3002com",
                    "ann@example.com\u200B",
                    "ann\u202E@example.com",
                    "ann@example.com?cc=bob@example.com",
                    "mailto:ann@example.com",
                    "undisclosed-recipients:;",
                    "x".repeat(65) + "@example.com",
                    "ann@" + "x".repeat(64) + ".com",
                    "ann@" + "x.".repeat(130) + "com",
                    "a".repeat(1_000_000) + "@example.com");

    private BadAddresses() {}

    /** As a JSON string. */
    static String quote(String address) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : address.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\') {
                json.append("\\u%04X".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
