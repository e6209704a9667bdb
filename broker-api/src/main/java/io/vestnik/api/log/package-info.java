/** Saying things to the operator. */
@NullMarked
package io.vestnik.api.log;

import org.jspecify.annotations.NullMarked;
