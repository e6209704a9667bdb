/**
 * From the database to the broker: publishes what was accepted until the broker has confirmed it.
 */
@NullMarked
package io.vestnik.api.outbox;

import org.jspecify.annotations.NullMarked;
