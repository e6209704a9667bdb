package io.vestnik.api.security;

import io.vestnik.api.audit.Audit;
import io.vestnik.api.audit.AuditAction;
import io.vestnik.api.config.StartRefusedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to it that somebody can sign in: on a start without any operator it makes an admin, with the
 * password from the settings or with a new one that is shown once.
 */
@Component
class FirstOperator implements ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(FirstOperator.class);
    private static final String NAME = "admin";

    private final OperatorRows rows;
    private final Passwords passwords;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final String chosen;

    FirstOperator(
            OperatorRows rows,
            Passwords passwords,
            Audit audit,
            TransactionTemplate transaction,
            @Value("${vestnik.admin-password:}") String chosen) {
        this.rows = rows;
        this.passwords = passwords;
        this.audit = audit;
        this.transaction = transaction;
        this.chosen = chosen.strip();
    }

    @Override
    public void run(@Nullable ApplicationArguments arguments) {
        if (!rows.isEmpty()) {
            return;
        }
        String password = chosen.isEmpty() ? passwords.make() : checked();
        boolean made = Boolean.TRUE.equals(transaction.execute(status -> make(password)));
        if (made && chosen.isEmpty()) {
            log.warn(
                    "There was no operator. {} was made; the password is shown only now: {}",
                    NAME,
                    password);
        }
    }

    /** Of several instances that start at once, one makes it. */
    private boolean make(String password) {
        var admin =
                new OperatorRows.New(
                        NAME, Role.ADMIN, passwords.hash(password), false, null, "vestnik");
        boolean made = rows.insert(admin).isPresent();
        if (made) {
            audit.write("vestnik", AuditAction.OPERATOR_MADE, NAME, Role.ADMIN.word());
        }
        return made;
    }

    private String checked() {
        Passwords.problemWith(chosen, NAME)
                .ifPresent(problem -> {
                    throw new StartRefusedException(
                            "VESTNIK_ADMIN_PASSWORD is no password for the first operator: it must"
                                    + " have 12 characters at least and 72 bytes at most, must not"
                                    + " hold the word admin, and needs 5 different characters.",
                            "Set another one, or none: then a password is made and shown once.");
                });
        return chosen;
    }
}
