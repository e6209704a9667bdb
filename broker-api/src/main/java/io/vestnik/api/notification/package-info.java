/** Looking at notifications: one with its attempts, or many by filter. */
@NullMarked
package io.vestnik.api.notification;

import org.jspecify.annotations.NullMarked;
