package io.vestnik.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What is posted: plain texts of 1.8 kB to recipients at fifty domains, each with its number. */
final class Letters {
    /** Of one text, in bytes; a few more or less with the length of its number. */
    static final int TEXT_BYTES = 1800;

    private static final int DOMAINS = 50;
    private static final int LINES = 22;
    private static final String LINE =
            "Your parcel has left our warehouse and is on its way; you can follow it online.\n";
    private static final String REST = LINE.repeat(LINES);
    private static final String REST_IN_JSON = REST.replace("\n", "\\n");

    private Letters() {}

    /** As it stands in a mail. */
    static String text(int number) {
        return (greeting(number) + REST).replace("\n", "\r\n").stripTrailing();
    }

    private static String greeting(int number) {
        return "Dear customer,\n\nthis is about order " + number + ".\n";
    }

    /**
     * As a notification in JSON; ASCII only, so that a byte is a character.
     *
     * @param more further members, each after its comma
     */
    static byte[] notification(int number, String more) {
        return json(number, more).getBytes(US_ASCII);
    }

    private static String json(int number, String more) {
        return "{\"channel\":\"email\",\"recipient\":\"customer"
                + number
                + "@shop"
                + number % DOMAINS
                + ".example.com\",\"subject\":\"Your order "
                + number
                + " has shipped\",\"text\":\""
                + greeting(number).replace("\n", "\\n")
                + REST_IN_JSON
                + "\""
                + more
                + "}";
    }

    /** Several of them as the body of one call. */
    static byte[] batch(int first, int count, String more) {
        StringBuilder body = new StringBuilder("{\"notifications\":[");
        for (int i = 0; i < count; i++) {
            body.append(i == 0 ? "" : ",").append(json(first + i, more));
        }
        return body.append("]}").toString().getBytes(US_ASCII);
    }
}
