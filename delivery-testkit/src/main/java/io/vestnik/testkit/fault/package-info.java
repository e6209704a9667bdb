/**
 * Ways to break what lies between a program and its neighbours, on purpose and repeatably. Start
 * reading at {@link io.vestnik.testkit.fault.FaultProxy}.
 */
@NullMarked
package io.vestnik.testkit.fault;

import org.jspecify.annotations.NullMarked;
