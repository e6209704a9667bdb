package io.vestnik.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void aMadeOneIsLongAndGoodEnough() {
        String password = passwords.make();

        assertThat(password).matches("([a-z2-9]{5}-){3}[a-z2-9]{5}").isNotEqualTo(passwords.make());
        assertThat(Passwords.problemWith(password, "ann")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "short,PASSWORD_SHORT",
        "elevenchars,PASSWORD_SHORT",
        "aaaaaaaaaaaaaaaa,PASSWORD_EASY",
        "1212121212121212,PASSWORD_EASY",
        "my name is Irina!,PASSWORD_EASY",
    })
    void whatIsEasyToGuessIsRefused(String password, Refusal why) {
        assertThat(Passwords.problemWith(password, "irina")).hasValue(why);
    }

    @Test
    void whatBcryptWouldCutOffIsRefused() {
        assertThat(Passwords.problemWith("пароль длинный".repeat(4), "ann"))
                .hasValue(Refusal.PASSWORD_LONG);
        String hash = passwords.hash("a".repeat(71) + "b");
        assertThat(passwords.matches("a".repeat(71) + "b", hash)).isTrue();
        assertThat(passwords.matches("a".repeat(71) + "bc", hash)).isFalse();
    }

    @Test
    void oneKeyboardWritesLettersInOnePieceAndAnotherInTwo() {
        String hash = passwords.hash("мой пароль");

        assertThat(passwords.matches("мои\u0306 пароль", hash)).isTrue();
        assertThat(passwords.matches("мои пароль", hash)).isFalse();
    }

    @Test
    void whoHasNoPasswordIsLetInByNone() {
        assertThat(passwords.matches("", null)).isFalse();
        assertThat(passwords.matches("anything", null)).isFalse();
    }
}
