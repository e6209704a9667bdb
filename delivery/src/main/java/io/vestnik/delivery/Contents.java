package io.vestnik.delivery;

import io.vestnik.contract.Content;
import java.util.List;
import java.util.UUID;

/** PORT: what does not fit into a message on a queue. */
public interface Contents {
    /** The content of a notification that is stored. */
    Content contentOf(UUID id);

    /** Its attachments with their bytes, in the caller's order. */
    List<Delivery.Attachment> attachmentsOf(UUID id);

    /** Whether the far side may have it already, from an attempt whose answer was lost. */
    boolean mayHaveArrived(UUID id);
}
