/** What is known of the attempts of a notification, and who may make the next one. */
@NullMarked
package io.vestnik.delivery.history;

import org.jspecify.annotations.NullMarked;
