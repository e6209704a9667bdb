/** Deletes what is over for long. */
@NullMarked
package io.vestnik.api.retention;

import org.jspecify.annotations.NullMarked;
