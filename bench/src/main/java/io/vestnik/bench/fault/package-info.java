/**
 * The faults, one {@link io.vestnik.bench.fault.FaultCase} each, and what runs them. Add a case in
 * the class of its area; {@link io.vestnik.bench.fault.Cases} lists the areas.
 */
@NullMarked
package io.vestnik.bench.fault;

import org.jspecify.annotations.NullMarked;
