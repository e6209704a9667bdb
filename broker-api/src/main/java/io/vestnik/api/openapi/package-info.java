/** The description of the API, written by hand, and the page that shows it. */
@NullMarked
package io.vestnik.api.openapi;

import org.jspecify.annotations.NullMarked;
