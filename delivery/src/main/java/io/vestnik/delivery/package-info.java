/**
 * The engine that every channel shares. A channel implements {@link
 * io.vestnik.delivery.ChannelSender} and nothing else; start reading at {@code DeliveryEngine}.
 */
@NullMarked
package io.vestnik.delivery;

import org.jspecify.annotations.NullMarked;
