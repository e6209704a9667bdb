/** Whether channels run, what waits for them, and stopping and starting them by hand. */
@NullMarked
package io.vestnik.api.channel;

import org.jspecify.annotations.NullMarked;
