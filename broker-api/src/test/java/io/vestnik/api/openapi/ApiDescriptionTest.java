package io.vestnik.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description says of each record what the record says. */
class ApiDescriptionTest {

    @SuppressWarnings("unchecked")
    static Map<String, Object> description() {
        try (var file = new ClassPathResource("openapi.yaml").getInputStream()) {
            return (Map<String, Object>)
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static <T> T at(Object node, String... path) {
        Object found = node;
        for (String step : path) {
            found = ((Map<String, Object>) found).get(step);
        }
        return (T) found;
    }

    @ParameterizedTest
    @CsvSource({
        "NewNotification, io.vestnik.api.intake.NewNotification",
        "NewBatch, io.vestnik.api.intake.NewBatch",
        "BatchAcceptance, io.vestnik.api.intake.BatchAcceptance",
        "NewAttachment, io.vestnik.api.intake.NewNotification$NewAttachment",
        "Acceptance, io.vestnik.api.intake.Acceptance",
        "NotificationPage, io.vestnik.api.notification.NotificationPage",
        "NotificationSummary, io.vestnik.api.notification.NotificationSummary",
        "NotificationView, io.vestnik.api.notification.NotificationView",
        "Explanation, io.vestnik.api.explanation.Explanation",
        "AttemptView, io.vestnik.api.notification.NotificationView$AttemptView",
        "DecisionView, io.vestnik.api.notification.NotificationView$DecisionView",
        "AttachmentRef, io.vestnik.contract.AttachmentRef",
        "DecisionRequest, io.vestnik.api.manual.DecisionRequest",
        "LastDecision, io.vestnik.api.manual.LastDecision",
        "ChannelList, io.vestnik.api.channel.ChannelList",
        "ChannelView, io.vestnik.api.channel.ChannelView",
        "PauseView, io.vestnik.api.channel.ChannelView$PauseView",
        "WaitingView, io.vestnik.api.channel.ChannelView$WaitingView",
        "EventView, io.vestnik.api.channel.ChannelView$EventView",
        "PauseRequest, io.vestnik.api.channel.PauseRequest",
        "FieldProblem, io.vestnik.api.problem.FieldProblem",
        "FailureGroupList, io.vestnik.api.desk.FailureGroupList",
        "FailureGroup, io.vestnik.api.desk.FailureGroup",
        "RunRequest, io.vestnik.api.run.RunRequest",
        "DryRun, io.vestnik.api.run.DryRun",
        "RunPage, io.vestnik.api.run.RunPage",
        "RunView, io.vestnik.api.run.RunView",
    })
    void aSchemaHasTheFieldsOfItsRecord(String schema, String record) throws Exception {
        Map<String, Object> properties =
                at(description(), "components", "schemas", schema, "properties");
        RecordComponent[] fields = Class.forName(record).getRecordComponents();

        assertThat(properties.keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(fields).map(RecordComponent::getName).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "BatchAcceptance, io.vestnik.api.intake.BatchAcceptance",
        "Acceptance, io.vestnik.api.intake.Acceptance",
        "NotificationPage, io.vestnik.api.notification.NotificationPage",
        "NotificationSummary, io.vestnik.api.notification.NotificationSummary",
        "NotificationView, io.vestnik.api.notification.NotificationView",
        "Explanation, io.vestnik.api.explanation.Explanation",
        "AttemptView, io.vestnik.api.notification.NotificationView$AttemptView",
        "DecisionView, io.vestnik.api.notification.NotificationView$DecisionView",
        "ChannelList, io.vestnik.api.channel.ChannelList",
        "ChannelView, io.vestnik.api.channel.ChannelView",
        "PauseView, io.vestnik.api.channel.ChannelView$PauseView",
        "WaitingView, io.vestnik.api.channel.ChannelView$WaitingView",
        "EventView, io.vestnik.api.channel.ChannelView$EventView",
        "LastDecision, io.vestnik.api.manual.LastDecision",
        "FailureGroupList, io.vestnik.api.desk.FailureGroupList",
        "FailureGroup, io.vestnik.api.desk.FailureGroup",
        "DryRun, io.vestnik.api.run.DryRun",
        "RunPage, io.vestnik.api.run.RunPage",
        "RunView, io.vestnik.api.run.RunView",
    })
    void whatIsNeverAbsentIsRequired(String schema, String record) throws Exception {
        List<String> required = at(description(), "components", "schemas", schema, "required");
        Set<String> always =
                Arrays.stream(Class.forName(record).getRecordComponents())
                        .filter(field -> field.getAnnotatedType().getAnnotations().length == 0)
                        .map(RecordComponent::getName)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(new TreeSet<>(required)).isEqualTo(always);
    }
}
