/** The page that sends a test. */
@NullMarked
package io.vestnik.api.console.send;

import org.jspecify.annotations.NullMarked;
