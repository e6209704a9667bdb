/**
 * What may become part of a mail. The mail library believes what it is given: it cuts letters off
 * domains, follows source routes and lets line ends into headers, so nothing passes unchecked.
 */
@NullMarked
package io.vestnik.contract.email;

import org.jspecify.annotations.NullMarked;
