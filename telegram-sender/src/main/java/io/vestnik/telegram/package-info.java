/**
 * Delivers by the Bot API of Telegram. Everything else is the engine's; start reading at {@code
 * TelegramSender}.
 */
@NullMarked
package io.vestnik.telegram;

import org.jspecify.annotations.NullMarked;
