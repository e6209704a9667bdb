/** The same decision about many notifications: begun, carried out in steps, watched, stopped. */
@NullMarked
package io.vestnik.api.run;

import org.jspecify.annotations.NullMarked;
