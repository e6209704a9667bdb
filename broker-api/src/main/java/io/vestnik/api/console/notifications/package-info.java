/** The pages of notifications: many in a list, and one with all that happened to it. */
@NullMarked
package io.vestnik.api.console.notifications;

import org.jspecify.annotations.NullMarked;
