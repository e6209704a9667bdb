/** Tells open pages that what they show has changed. */
@NullMarked
package io.vestnik.api.console.live;

import org.jspecify.annotations.NullMarked;
