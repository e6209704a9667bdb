/** Pages for API keys, operators and one's own password. */
@NullMarked
package io.vestnik.api.console.settings;

import org.jspecify.annotations.NullMarked;
