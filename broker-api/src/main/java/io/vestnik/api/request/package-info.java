/** Reading what a stranger sends: how much, how slowly and how strictly. */
@NullMarked
package io.vestnik.api.request;

import org.jspecify.annotations.NullMarked;
