/**
 * How fast it is: loads, the far side that counts, and the limits of the neighbours on the same
 * machine. Start reading at {@link io.vestnik.bench.load.BenchRun}.
 */
@NullMarked
package io.vestnik.bench.load;

import org.jspecify.annotations.NullMarked;
