package io.vestnik.api.run;

import io.vestnik.api.run.RunTargets.Target;

/**
 * What one step of a run has done.
 *
 * @param skipped somebody else was faster
 * @param last the last one that it was about
 */
record RunProgress(int done, int skipped, int failed, Target last) {}
