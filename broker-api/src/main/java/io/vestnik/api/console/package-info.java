/** The console: pages for people, beside the API for programs, with the same services behind it. */
@NullMarked
package io.vestnik.api.console;

import org.jspecify.annotations.NullMarked;
