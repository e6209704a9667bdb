/** Accepting notifications: checking the request, and storing all of it in one transaction. */
@NullMarked
package io.vestnik.api.intake;

import org.jspecify.annotations.NullMarked;
