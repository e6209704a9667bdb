/** What people did, for whoever wonders later. */
@NullMarked
package io.vestnik.api.audit;

import org.jspecify.annotations.NullMarked;
