/** The services themselves: whether they are ready and at work. */
@NullMarked
package io.vestnik.doctor.service;

import org.jspecify.annotations.NullMarked;
