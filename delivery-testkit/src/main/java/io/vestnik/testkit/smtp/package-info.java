/**
 * A real SMTP server that misbehaves as it is told, for tests of everything a relay can do to a
 * message. Start reading at {@link io.vestnik.testkit.smtp.ScriptedSmtpServer}.
 */
@NullMarked
package io.vestnik.testkit.smtp;

import org.jspecify.annotations.NullMarked;
