/**
 * Takes every mail over SMTP, keeps it as a file, and shows it on a web page of this machine. It
 * can be taken away and given back, which is how a newcomer sees the product try again.
 */
@NullMarked
package io.vestnik.local.inbox;

import org.jspecify.annotations.NullMarked;
