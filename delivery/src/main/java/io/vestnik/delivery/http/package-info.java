/** For channels whose far side speaks HTTP: one call, its deadline, and how it may end. */
@NullMarked
package io.vestnik.delivery.http;

import org.jspecify.annotations.NullMarked;
