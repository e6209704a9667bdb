/** What the service needs around it: a clock, a database, the exchanges in the broker. */
@NullMarked
package io.vestnik.api.config;

import org.jspecify.annotations.NullMarked;
