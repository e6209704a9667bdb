/** PostgreSQL: whether it keeps what it is given, who may do what, and what waits. */
@NullMarked
package io.vestnik.doctor.postgres;

import org.jspecify.annotations.NullMarked;
