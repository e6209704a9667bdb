/** How the API says no: every refusal is a problem document (RFC 9457) that names the field. */
@NullMarked
package io.vestnik.api.problem;

import org.jspecify.annotations.NullMarked;
