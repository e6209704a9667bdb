/**
 * The history in PostgreSQL: each step is one statement and one commit where nothing went wrong
 * before.
 */
@NullMarked
package io.vestnik.delivery.jdbc;

import org.jspecify.annotations.NullMarked;
