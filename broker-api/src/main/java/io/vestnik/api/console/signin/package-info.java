/** Who gets into the console: sign-in, sessions, and what each role may do there. */
@NullMarked
package io.vestnik.api.console.signin;

import org.jspecify.annotations.NullMarked;
