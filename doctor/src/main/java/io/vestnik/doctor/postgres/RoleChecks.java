package io.vestnik.doctor.postgres;

import io.vestnik.doctor.report.Findings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether each service may do what the migrations grant to it, and no more. */
final class RoleChecks {
    private static final int SHOWN = 4;
    private static final String RIGHTS =
            """
            select a.privilege_type, '' as column_name, c.relname
            from pg_class c, aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
                and coalesce(r.rolname, 'public') in (?, ?, 'public')
            union
            select a.privilege_type, t.attname, c.relname
            from pg_class c join pg_attribute t on t.attrelid = c.oid,
                aclexplode(t.attacl) a left join pg_roles r on r.oid = a.grantee
            where c.relnamespace = 'public'::regnamespace and not t.attisdropped
                and coalesce(r.rolname, 'public') in (?, ?, 'public')
            """;

    private final Database database;
    private final DatabaseSettings settings;

    RoleChecks(Database database, DatabaseSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    void examine(Findings findings) throws SQLException {
        role(findings, settings.apiUser(), "vestnik_api");
        for (String sender : settings.senders().values()) {
            role(findings, sender, "vestnik_sender");
        }
    }

    private void role(Findings findings, String login, String group) throws SQLException {
        String check = "role " + login;
        String limit = "a member of " + group + ", with the rights of the migrations";
        String remedy = "run deploy/postgres/roles.sql again, and look who has granted what";
        Set<String> needs = Grants.of(group);
        Set<String> has =
                new TreeSet<>(
                        database.list(
                                RIGHTS,
                                row ->
                                        Grants.write(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3)),
                                login,
                                group,
                                login,
                                group));
        List<String> missing = new ArrayList<>(membership(login, group));
        needs.stream()
                .filter(right -> !has.contains(right) && !coversAllColumns(has, right))
                .forEach(missing::add);
        List<String> tooMany = new ArrayList<>(powers(login, group));
        has.stream().filter(right -> !needs.contains(right)).forEach(tooMany::add);
        if (!missing.isEmpty()) {
            findings.fail(check, "lacks: " + some(missing), limit, remedy);
        } else if (!tooMany.isEmpty()) {
            findings.warn(check, "has also: " + some(tooMany), limit, remedy);
        } else {
            findings.ok(check, "may do what it needs and no more", limit);
        }
    }

    private static boolean coversAllColumns(Set<String> has, String right) {
        String[] words = right.split(" ", -1);
        return words.length == 4 && has.contains(Grants.write(words[0], "", words[3]));
    }

    private List<String> membership(String login, String group) throws SQLException {
        boolean exists =
                database.one(
                        "select exists (select from pg_roles where rolname = ? and rolcanlogin)",
                        row -> row.getBoolean(1),
                        login);
        if (!exists) {
            return List.of("the right to log in");
        }
        boolean member =
                database.one(
                        "select pg_has_role(?, ?, 'usage')",
                        row -> row.getBoolean(1),
                        login,
                        group);
        return member ? List.of() : List.of("membership in " + group);
    }

    private List<String> powers(String login, String group) throws SQLException {
        return database.list(
                """
                select p.power from pg_roles r, lateral (values
                    ('superuser', r.rolsuper), ('createrole', r.rolcreaterole),
                    ('createdb', r.rolcreatedb), ('bypassrls', r.rolbypassrls),
                    ('replication', r.rolreplication)) as p (power, has)
                where r.rolname = ? and p.has
                union all
                select 'membership in ' || g.rolname from pg_roles r, pg_roles g
                where r.rolname = ? and not r.rolsuper and g.rolname not in (r.rolname, ?)
                    and pg_has_role(r.oid, g.oid, 'member')
                """,
                row -> row.getString(1),
                login,
                login,
                group);
    }

    private static String some(List<String> rights) {
        String shown = rights.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return rights.size() <= SHOWN ? shown : shown + " and " + (rights.size() - SHOWN) + " more";
    }
}
