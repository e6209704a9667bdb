/** Says in one sentence why a notification is not sent yet. */
@NullMarked
package io.vestnik.api.explanation;

import org.jspecify.annotations.NullMarked;
