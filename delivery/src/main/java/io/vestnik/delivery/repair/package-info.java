/** Finds what the broker has lost, and has it published again. */
@NullMarked
package io.vestnik.delivery.repair;

import org.jspecify.annotations.NullMarked;
