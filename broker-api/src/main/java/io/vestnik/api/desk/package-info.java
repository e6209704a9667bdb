/** The desk: what failed, in groups of one kind. */
@NullMarked
package io.vestnik.api.desk;

import org.jspecify.annotations.NullMarked;
