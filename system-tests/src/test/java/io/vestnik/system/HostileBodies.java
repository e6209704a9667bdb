package io.vestnik.system;

import java.util.List;

/**
 * Texts that want to be more than text in a page: each would set {@code __ran}, or fetch something,
 * wherever somebody forgets to write it as text.
 */
final class HostileBodies {
    /** What template engines would make of the products in some of them. */
    static final String EVALUATED = "123454321";

    static final List<String> ALL =
            List.of(
                    "<script>window.__ran=1</script>",
                    "\"><script>window.__ran=1</script>",
                    "'><script>window.__ran=1</script>",
                    "<img src=x onerror=window.__ran=1>",
                    "\" autofocus onfocus=\"window.__ran=1\" x=\"",
                    "' autofocus onfocus='window.__ran=1' x='",
                    "<svg onload=window.__ran=1>",
                    "<svg><script>window.__ran=1</script></svg>",
                    "<a href=\"javascript:window.__ran=1\" autofocus>look</a>",
                    "javascript:window.__ran=1//",
                    "</title><script>window.__ran=1</script>",
                    "</textarea></pre><script>window.__ran=1</script>",
                    "<iframe srcdoc=\"<script>top.__ran=1</script>\"></iframe>",
                    "<details open ontoggle=window.__ran=1>",
                    "<div hx-get=/x hx-trigger=load hx-on::before-request=window.__ran=1>",
                    "[[${11111*11111}]] [(${11111*11111})] __${11111*11111}__",
                    "${11111*11111} *{11111*11111} #{x} {{11111*11111}} |${11111*11111}|",
                    "&lt;script&gt;window.__ran=1&lt;/script&gt; &#60;script&#62;",
                    "%3Cscript%3Ewindow.__ran=1%3C%2Fscript%3E \\u003cscript\\u003e",
                    "<meta http-equiv=refresh content=\"0;url=javascript:window.__ran=1\">",
                    "<base href=//evil.example/><link rel=stylesheet href=/x.css>",
                    "<style>*{display:none;background:url(//evil.example/)}</style>");

    private HostileBodies() {}

    /** As much of it as may stand before the @ of an address. */
    static String localPart(String body) {
        String letters = body.replaceAll("[^A-Za-z0-9!#$%&'*+/=?^_`{|}~]", "-");
        return letters.substring(0, Math.min(letters.length(), 60));
    }

    /** As much of it as may be the name of a file. */
    static String fileName(String body) {
        return body.replaceAll("[/\\\\]", "");
    }

    /** As much of it as may be the name of a fact. */
    static String key(String body) {
        return body.substring(0, Math.min(body.length(), 64));
    }
}
