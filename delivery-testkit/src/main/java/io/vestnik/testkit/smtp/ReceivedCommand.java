package io.vestnik.testkit.smtp;

/**
 * One line that a client sent, outside of messages.
 *
 * @param connection number of the connection, from 1
 * @param encrypted whether it came over TLS
 */
public record ReceivedCommand(int connection, boolean encrypted, String line) {}
