/**
 * The neighbours of a local run that need no Docker engine: a PostgreSQL and an inbox.
 *
 * <p>Plain Java, one command each, started and stopped by {@code ./vestnik}.
 */
@NullMarked
package io.vestnik.local;

import org.jspecify.annotations.NullMarked;
