/** What was found, and how it is told. */
@NullMarked
package io.vestnik.doctor.report;

import org.jspecify.annotations.NullMarked;
