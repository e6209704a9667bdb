/** The page that shows how it stands. */
@NullMarked
package io.vestnik.api.console.overview;

import org.jspecify.annotations.NullMarked;
