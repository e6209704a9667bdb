/** What may be said to Telegram: its addresses, and the HTML that it understands. */
@NullMarked
package io.vestnik.contract.telegram;

import org.jspecify.annotations.NullMarked;
