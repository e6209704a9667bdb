/** The pages of the desk: groups of failures, runs, and the form to edit and resend. */
@NullMarked
package io.vestnik.api.console.desk;

import org.jspecify.annotations.NullMarked;
