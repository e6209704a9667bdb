/**
 * What crosses a process border: the message bodies, the names in the broker, the words of the
 * database. Depends on nothing but the JDK, so that every service can rest on it.
 */
@NullMarked
package io.vestnik.contract;

import org.jspecify.annotations.NullMarked;
