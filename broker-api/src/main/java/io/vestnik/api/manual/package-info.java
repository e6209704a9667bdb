/** What people decide about a notification, and taking its message out of the manual queue. */
@NullMarked
package io.vestnik.api.manual;

import org.jspecify.annotations.NullMarked;
