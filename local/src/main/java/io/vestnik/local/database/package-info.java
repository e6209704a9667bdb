/**
 * PostgreSQL from Maven's repository, with a data directory that outlives it. It is as durable and
 * as strict about passwords as a server in production.
 */
@NullMarked
package io.vestnik.local.database;

import org.jspecify.annotations.NullMarked;
