/** What follows an attempt: a pure decision, without clock, broker or database. */
@NullMarked
package io.vestnik.delivery.retry;

import org.jspecify.annotations.NullMarked;
