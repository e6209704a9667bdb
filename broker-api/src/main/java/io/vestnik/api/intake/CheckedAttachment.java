package io.vestnik.api.intake;

import io.vestnik.contract.AttachmentRef;

/** A file that can be stored; its bytes are never changed. */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and too large to be copied for nothing.
record CheckedAttachment(AttachmentRef reference, byte[] bytes) {}
