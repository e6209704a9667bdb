/** Work that nobody waits for. */
@NullMarked
package io.vestnik.api.background;

import org.jspecify.annotations.NullMarked;
