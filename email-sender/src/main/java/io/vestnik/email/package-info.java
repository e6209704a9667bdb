/**
 * Delivers by SMTP. Everything that is not SMTP or MIME is the engine's; start reading at {@code
 * SmtpSender}.
 */
@NullMarked
package io.vestnik.email;

import org.jspecify.annotations.NullMarked;
