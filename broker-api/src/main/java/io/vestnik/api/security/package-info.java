/** Who may call: API keys, stored as hashes. */
@NullMarked
package io.vestnik.api.security;

import org.jspecify.annotations.NullMarked;
