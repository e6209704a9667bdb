package io.vestnik.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiWorld;
import io.vestnik.api.console.Browser.Page;
import io.vestnik.api.desk.ParkedRows;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a Russian page, what is wrong is said in Russian too. */
class RussianProblemsIT {
    /** What is told above a form, and beside its fields. */
    private static final Pattern TOLD =
            Pattern.compile(
                    "(?:role=\"(?:alert|status)\"><p[^>]*|class=\"wrong\"[^>]*|class=\"muted\")>"
                            + "([^<]+)<");

    private static final ApiWorld world = ApiWorld.shared();
    private static final ParkedRows parked = new ParkedRows(world.sql);
    private static Browser russian;

    @BeforeAll
    static void signIn() {
        russian = Browser.ofAdmin(world.api);
        russian.post("/console/language", "language", "ru");
    }

    private static List<String> told(Page page) {
        assertThat(page.text()).contains("lang=\"ru\"");
        return TOLD.matcher(page.text()).results().map(one -> one.group(1)).toList();
    }

    @Test
    void aFormSaysItAboveAndBesideItsField() {
        russian.get("/console/send");

        Page wrong =
                russian.post(
                        "/console/send",
                        "channel",
                        "email",
                        "recipient",
                        "<b>ann</b>",
                        "subject",
                        "Hello",
                        "text",
                        "Hi");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(told(wrong))
                .containsExactly(
                        "Получатель: нужен один адрес с одним знаком @, например ann@example.com",
                        "нужен один адрес с одним знаком @, например ann@example.com");
    }

    @Test
    void aFormOfAMessengerSaysWhatItsHtmlIsNot() {
        russian.get("/console/send?channel=telegram");

        Page wrong =
                russian.post(
                        "/console/send",
                        "channel",
                        "telegram",
                        "recipient",
                        "ann",
                        "html",
                        "<img src=x>");

        assertThat(told(wrong))
                .contains(
                        "Получатель: нужен номер чата, например 123456789 или -1001234567890, либо"
                                + " имя канала, например @example (и ещё 1)",
                        "Telegram не знает тега &lt;img src=x&gt;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    recipient=ann               | Получатель: нужен один адрес с одним знаком @, например ann@example.com
                    metadata=order&status=gone  | Состояние: нужно одно из
                    createdFrom=yesterday       | Принято с: нужно время, например 2026-12-01T09:00:00Z
                    createdTo=1969-12-31T23:59  | Принято до: нужен год от 1970 до 9998
                    cursor=x                    | cursor: такого места в этом списке нет
                    """)
    void aListSaysWhatIsWrongWithItsFilter(String filter, String said) {
        Page wrong = russian.get("/console/notifications?" + filter);

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(told(wrong)).singleElement().asString().startsWith(said);
    }

    @Test
    void aQuestionAboutAGroupSaysWhatItMisses() {
        String group = "/console/manual/groups/vk:refused:7";
        parked.park(1, "vk:refused:7", "7 no permission");
        russian.get(group + "/discard");

        Page wrong =
                russian.post(group + "/discard", "reason", "x".repeat(256), "perMinute", "fast");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(told(wrong)).contains("длиннее 255 знаков", "нужно число от 1 до 60000");
        parked.clear();
    }

    @Test
    void aCorrectedCopySaysWhatIsWrongWithItOrThatItIsTooEarly() {
        String id = world.client.post(ApiClient.notification("ann@example.com")).id();
        String form = "/console/notifications/" + id + "/edit";
        russian.get(form);

        Page early = russian.follow(russian.post(form, "recipient", "ann@example.com"));
        parked.become(UUID.fromString(id), "manual", "email:refused:550", "550 nobody");
        Page wrong = russian.post(form, "recipient", "ann@example", "text", "Hi");

        assertThat(told(early))
                .contains(
                        "Оно в очереди. Отправить копию можно, когда оно ждёт человека или всё"
                                + " закончилось");
        assertThat(told(wrong)).contains("в домене нужна точка, как в example.com", "не заполнено");
        parked.clear();
    }

    @Test
    void aPageThatEndsTheRequestSaysWhy() {
        String id = world.client.post(ApiClient.notification("ann@example.com")).id();
        String page = "/console/notifications/" + id;
        russian.get(page);

        assertThat(told(russian.post(page + "/retry")))
                .containsExactly("Оно в очереди. Повторить можно только то, что ждёт человека");
        assertThat(told(russian.post(page + "/cancel", "reason", "x".repeat(256))))
                .containsExactly("Причина: длиннее 255 знаков");
        assertThat(told(russian.get("/console/notifications/" + UUID.randomUUID())))
                .containsExactly("Уведомления с таким номером нет");
    }

    @Test
    void theApiGoesOnSpeakingEnglish() {
        var request =
                world.client
                        .request("/api/v1/notifications?recipient=ann")
                        .header("Accept-Language", "ru")
                        .GET()
                        .build();

        assertThat(world.client.send(request).json().path("detail").asString())
                .isEqualTo("recipient must be one address with one @, like ann@example.com");
    }
}
