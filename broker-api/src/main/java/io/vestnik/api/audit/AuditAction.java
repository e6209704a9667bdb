package io.vestnik.api.audit;

import java.util.Locale;

/** What can stand in the audit. */
public enum AuditAction {
    /** Somebody came in. */
    SIGNED_IN,
    /** Somebody wanted to, with a wrong name or a wrong password. */
    SIGN_IN_FAILED,
    /** Somebody went. */
    SIGNED_OUT,
    /** A new API key. */
    KEY_MADE,
    /** The end of one. */
    KEY_REVOKED,
    /** A new operator. */
    OPERATOR_MADE,
    /** Somebody may do more or less from now on. */
    ROLE_CHANGED,
    /** Somebody may not sign in any more. */
    OPERATOR_DISABLED,
    /** Somebody may again. */
    OPERATOR_ENABLED,
    /** Somebody has chosen a new password. */
    PASSWORD_CHANGED,
    /** An admin has given somebody a new one. */
    PASSWORD_RESET,
    /** A notification by the form of the console. */
    TEST_SENT,
    /** A changed copy of a notification. */
    RESENT,
    /** The same decision about many notifications; the decisions themselves stand with each. */
    RUN_BEGUN,
    /** Its end before it was through. */
    RUN_STOPPED;

    /** As it stands in the table. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
