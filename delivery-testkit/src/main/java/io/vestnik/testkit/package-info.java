/**
 * Real neighbours for tests: a broker, a database, a clock, and the suite that each channel must
 * pass. What is shared starts once per JVM, on first use, and is gone with it.
 */
@NullMarked
package io.vestnik.testkit;

import org.jspecify.annotations.NullMarked;
