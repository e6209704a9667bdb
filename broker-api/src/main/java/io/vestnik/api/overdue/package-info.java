/** Notices when notifications are not sent though they should be. */
@NullMarked
package io.vestnik.api.overdue;

import org.jspecify.annotations.NullMarked;
