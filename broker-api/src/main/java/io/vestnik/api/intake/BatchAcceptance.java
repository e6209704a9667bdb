package io.vestnik.api.intake;

import java.util.List;

/**
 * The answer to an accepted batch, and to each repetition of it.
 *
 * @param notifications in the order in which they were sent
 */
record BatchAcceptance(List<Acceptance> notifications) {}
