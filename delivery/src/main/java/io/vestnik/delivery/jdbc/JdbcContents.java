package io.vestnik.delivery.jdbc;

import io.vestnik.contract.Content;
import io.vestnik.delivery.Contents;
import io.vestnik.delivery.Delivery;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Reads from PostgreSQL what does not ride in the message. */
public final class JdbcContents implements Contents {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    /** Reads with this mapper. */
    public JdbcContents(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Content contentOf(UUID id) {
        String content =
                jdbc.sql("select content from notification where id = ?")
                        .param(id)
                        .query(String.class)
                        .single();
        return json.readValue(content, Content.class);
    }

    @Override
    public boolean mayHaveArrived(UUID id) {
        return jdbc.sql(
                        "select exists (select from attempt where notification_id = ?"
                                + " and outcome = 'uncertain')")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<Delivery.Attachment> attachmentsOf(UUID id) {
        return jdbc.sql(
                        """
                        select name, content_type, content
                        from notification_attachment join attachment using (sha256)
                        where notification_id = ? order by position
                        """)
                .param(id)
                .query((row, _) ->
                        new Delivery.Attachment(
                                row.getString("name"),
                                row.getString("content_type"),
                                row.getBytes("content")))
                .list();
    }
}
