/**
 * A whole Vestnik to be broken: the services as processes of their own, real neighbours, and a line
 * between each two of them that can be cut. Start reading at {@link io.vestnik.bench.world.World}.
 */
@NullMarked
package io.vestnik.bench.world;

import org.jspecify.annotations.NullMarked;
