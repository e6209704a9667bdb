/** Limits of a far side, kept so that it never has to say no. */
@NullMarked
package io.vestnik.delivery.limit;

import org.jspecify.annotations.NullMarked;
