/** Wires the engine as soon as a channel is there. */
@NullMarked
package io.vestnik.delivery.config;

import org.jspecify.annotations.NullMarked;
