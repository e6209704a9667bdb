package io.vestnik.api.security;

import io.vestnik.api.audit.Audit;
import io.vestnik.api.audit.AuditAction;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes and changes operators; every change is in the audit, or has not happened. */
@Service
public class Operators {
    /** One alphabet, so that two names which look the same are the same. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");

    /** In records stand names of operators, beginnings of keys, and ours. */
    private static final Pattern NOT_A_PERSON = Pattern.compile("(?i)vst_.*|vestnik");

    /** Who makes operators that sign in there. */
    private static final String ELSEWHERE = "OpenID Connect";

    private final OperatorRows rows;
    private final Passwords passwords;
    private final LiveOperators live;
    private final Audit audit;

    Operators(OperatorRows rows, Passwords passwords, LiveOperators live, Audit audit) {
        this.rows = rows;
        this.passwords = passwords;
        this.live = live;
        this.audit = audit;
    }

    /** All of them by name. */
    public List<Operator> list() {
        return rows.list();
    }

    /** Somebody came in; how is for the audit. */
    @Transactional
    public void signedIn(Operator operator, String how) {
        rows.updateSignedIn(operator.id());
        audit.write(operator.name(), AuditAction.SIGNED_IN, null, how);
    }

    /**
     * Makes one, with a password that they have to change.
     *
     * @return the password, which is shown once
     * @throws RefusedException when there is one of this name, or it is no name
     */
    @Transactional
    public String make(Caller admin, String name, Role role) {
        if (!isName(name)) {
            throw new RefusedException(Refusal.NAME_INVALID);
        }
        String password = passwords.make();
        var operator =
                new OperatorRows.New(
                        name, role, passwords.hash(password), true, null, admin.name());
        if (rows.insert(operator).isEmpty()) {
            throw new RefusedException(Refusal.NAME_TAKEN);
        }
        audit.write(admin.name(), AuditAction.OPERATOR_MADE, name, role.word());
        return password;
    }

    /**
     * Admits somebody whom another one vouches for; at the first time they become an operator.
     *
     * @param subject who they are there, for good
     * @param names by which they may be called here, the best first
     * @param role what they may do by now
     * @throws RefusedException when they are disabled, or somebody else has the name
     */
    @Transactional
    public Operator admitFromElsewhere(String subject, List<String> names, Role role) {
        Operator operator =
                rows.findBySubject(subject)
                        .or(() -> insertFromElsewhere(subject, names, role))
                        .or(() -> rows.findBySubject(subject))
                        .orElseThrow(() -> new RefusedException(Refusal.NAME_TAKEN));
        if (!operator.enabled()) {
            throw new RefusedException(Refusal.DISABLED);
        }
        if (operator.role() == role) {
            return operator;
        }
        rows.updateRole(operator.id(), role);
        live.forget(operator.id());
        audit.write(
                ELSEWHERE,
                AuditAction.ROLE_CHANGED,
                operator.name(),
                operator.role().word() + " → " + role.word());
        return rows.find(operator.id()).orElseThrow();
    }

    private Optional<Operator> insertFromElsewhere(String subject, List<String> names, Role role) {
        String name =
                names.stream()
                        .filter(Operators::isName)
                        .findFirst()
                        .orElseThrow(() -> new RefusedException(Refusal.NAME_INVALID));
        var operator = new OperatorRows.New(name, role, null, false, subject, ELSEWHERE);
        Optional<Operator> made = rows.insert(operator);
        if (made.isPresent()) {
            audit.write(ELSEWHERE, AuditAction.OPERATOR_MADE, name, role.word());
        }
        return made;
    }

    /** Whether an operator can be called so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && !NOT_A_PERSON.matcher(name).matches();
    }

    /**
     * Lets somebody do more or less from now on.
     *
     * @throws RefusedException for oneself, the last admin, or somebody whose provider decides
     */
    @Transactional
    public void changeRole(OperatorAuthentication admin, UUID id, Role role) {
        int admins = rows.lockAdmins();
        Operator operator = other(admin, id);
        if (operator.elsewhere()) {
            throw new RefusedException(Refusal.ELSEWHERE);
        }
        if (operator.role() == role) {
            return;
        }
        keepAnAdmin(operator, admins);
        rows.updateRole(id, role);
        live.forget(id);
        audit.write(
                admin.getName(),
                AuditAction.ROLE_CHANGED,
                operator.name(),
                operator.role().word() + " → " + role.word());
    }

    /**
     * Ends somebody's sessions, and lets them sign in no more.
     *
     * @throws RefusedException for oneself, or the last admin
     */
    @Transactional
    public void disable(OperatorAuthentication admin, UUID id) {
        int admins = rows.lockAdmins();
        Operator operator = other(admin, id);
        if (operator.enabled()) {
            keepAnAdmin(operator, admins);
            rows.updateDisabled(id, true);
            live.forget(id);
            audit.write(admin.getName(), AuditAction.OPERATOR_DISABLED, operator.name(), null);
        }
    }

    /** Lets somebody sign in again, with the password of before. */
    @Transactional
    public void enable(OperatorAuthentication admin, UUID id) {
        Operator operator = other(admin, id);
        if (!operator.enabled()) {
            rows.updateDisabled(id, false);
            live.forget(id);
            audit.write(admin.getName(), AuditAction.OPERATOR_ENABLED, operator.name(), null);
        }
    }

    /** A password for the one moment in which it is shown. */
    public record NewPassword(String name, String password) {}

    /**
     * Gives somebody a new password, which they have to change, and ends their sessions.
     *
     * @throws RefusedException for oneself, or somebody who signs in elsewhere
     */
    @Transactional
    public NewPassword resetPassword(OperatorAuthentication admin, UUID id) {
        Operator operator = other(admin, id);
        if (operator.elsewhere()) {
            throw new RefusedException(Refusal.ELSEWHERE);
        }
        String password = passwords.make();
        rows.updatePassword(id, passwords.hash(password), true);
        live.forget(id);
        audit.write(admin.getName(), AuditAction.PASSWORD_RESET, operator.name(), null);
        return new NewPassword(operator.name(), password);
    }

    private Operator other(OperatorAuthentication admin, UUID id) {
        if (admin.operator().id().equals(id)) {
            throw new RefusedException(Refusal.YOURSELF);
        }
        return rows.find(id).orElseThrow(() -> new RefusedException(Refusal.UNKNOWN));
    }

    private static void keepAnAdmin(Operator operator, int admins) {
        if (operator.role() == Role.ADMIN && operator.enabled() && admins < 2) {
            throw new RefusedException(Refusal.LAST_ADMIN);
        }
    }
}
