/**
 * The HTTP side of Vestnik: takes notifications, stores them, passes them to the broker, shows them
 * and lets people decide about them.
 */
@NullMarked
package io.vestnik.api;

import org.jspecify.annotations.NullMarked;
