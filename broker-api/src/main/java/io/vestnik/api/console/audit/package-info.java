/** The page on which everybody sees who did what. */
@NullMarked
package io.vestnik.api.console.audit;

import org.jspecify.annotations.NullMarked;
