/** The score of a run: as JSON for programs, and as the page that is published. */
@NullMarked
package io.vestnik.bench.report;

import org.jspecify.annotations.NullMarked;
