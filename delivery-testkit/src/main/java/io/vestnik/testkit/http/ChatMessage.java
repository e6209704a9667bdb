package io.vestnik.testkit.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as the recipient sees it.
 *
 * @param id the far side's own number
 * @param chat whom it went to
 * @param text as it was sent, with its HTML if it has any
 * @param file the name of a photo or document and how large it is
 * @param identity by which a copy could be told: an Idempotency-Key, a random_id
 */
public record ChatMessage(
        long id, String chat, String text, @Nullable String file, String identity, Instant at) {}
