/** The programs of this module; {@link io.vestnik.bench.Main} is what {@code ./vestnik} runs. */
@NullMarked
package io.vestnik.bench;

import org.jspecify.annotations.NullMarked;
