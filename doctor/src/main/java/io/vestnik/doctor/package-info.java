/** Looks at a running installation from outside: one finding for each thing that must hold. */
@NullMarked
package io.vestnik.doctor;

import org.jspecify.annotations.NullMarked;
