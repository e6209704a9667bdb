/**
 * What holds a channel up as a whole, and how it goes on: pauses, a far side that is away, and the
 * release of what waits because of that. Start reading at {@code ChannelWatch}.
 */
@NullMarked
package io.vestnik.delivery.channel;

import org.jspecify.annotations.NullMarked;
