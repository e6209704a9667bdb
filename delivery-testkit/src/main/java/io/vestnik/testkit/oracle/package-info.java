/**
 * Says at the end of a run, from what the client, the far side, the database and the broker have
 * seen, whether anything was lost, doubled without a reason, or made up. Start reading at {@link
 * io.vestnik.testkit.oracle.Oracle}; the ways in are {@link
 * io.vestnik.testkit.oracle.ClientLedger}, {@link io.vestnik.testkit.oracle.MailLedger} and {@link
 * io.vestnik.testkit.oracle.Snapshot}.
 */
@NullMarked
package io.vestnik.testkit.oracle;

import org.jspecify.annotations.NullMarked;
