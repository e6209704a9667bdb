package io.vestnik.api.security;

import io.vestnik.api.audit.Audit;
import io.vestnik.api.audit.AuditAction;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets operators choose a new password; whoever is signed in as them elsewhere is signed out. */
@Service
public class OwnPassword {
    private final PasswordCheck check;
    private final OperatorRows rows;
    private final Passwords passwords;
    private final LiveOperators live;
    private final Audit audit;
    private final TransactionTemplate transaction;

    OwnPassword(
            PasswordCheck check,
            OperatorRows rows,
            Passwords passwords,
            LiveOperators live,
            Audit audit,
            TransactionTemplate transaction) {
        this.check = check;
        this.rows = rows;
        this.passwords = passwords;
        this.live = live;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Changes it.
     *
     * @param address from where; wrong passwords are counted as at the sign-in
     * @return the sign-in with which this one session goes on
     * @throws RefusedException when the present one is wrong, or the new one too easy
     */
    public OperatorAuthentication change(
            OperatorAuthentication who, String present, String chosen, String address) {
        Operator operator = who.operator();
        if (operator.elsewhere()) {
            throw new RefusedException(Refusal.ELSEWHERE);
        }
        Passwords.problemWith(chosen, operator.name())
                .ifPresent(why -> {
                    throw new RefusedException(why);
                });
        switch (check.check(operator.name(), present, address)) {
            case PasswordCheck.Right right -> {}
            case PasswordCheck.Wrong wrong -> throw new RefusedException(Refusal.PASSWORD_WRONG);
            case PasswordCheck.TooMany many -> throw new RefusedException(Refusal.TOO_MANY_TRIES);
        }
        if (present.equals(chosen)) {
            throw new RefusedException(Refusal.PASSWORD_SAME);
        }
        String hash = passwords.hash(chosen);
        return Objects.requireNonNull(transaction.execute(status -> changed(who, hash)));
    }

    private OperatorAuthentication changed(OperatorAuthentication who, String hash) {
        Operator operator = who.operator();
        rows.updatePassword(operator.id(), hash, false);
        audit.write(operator.name(), AuditAction.PASSWORD_CHANGED, null, null);
        live.forget(operator.id());
        return who.with(rows.find(operator.id()).orElseThrow());
    }
}
