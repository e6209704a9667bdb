/** How it stands: what happened in each minute, what waits, and whether anything is in trouble. */
@NullMarked
package io.vestnik.api.overview;

import org.jspecify.annotations.NullMarked;
