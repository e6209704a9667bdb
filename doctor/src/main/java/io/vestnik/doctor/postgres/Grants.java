package io.vestnik.doctor.postgres;

import io.vestnik.contract.Schema;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the migrations grant; the truth is their text, so that nothing has to be said twice. */
final class Grants {
    private static final Pattern COMMENT = Pattern.compile("--.*");
    private static final Pattern GRANT =
            Pattern.compile(
                    "\\bgrant\\s+([^;']+?)\\s+on\\s+([^;']+?)\\s+to\\s+([^;']+?);",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern PRIVILEGE = Pattern.compile("(\\w+)\\s*(?:\\(([^)]*)\\))?");

    private Grants() {}

    /** Everything that a role is granted, each as it is written by {@link #write}. */
    static Set<String> of(String role) {
        Set<String> granted = new TreeSet<>();
        for (String migration : Schema.MIGRATIONS) {
            String sql = COMMENT.matcher(Schema.sql(migration)).replaceAll("");
            Matcher grant = GRANT.matcher(sql);
            while (grant.find()) {
                if (words(grant.group(3)).contains(role)) {
                    collect(grant.group(1), grant.group(2), granted);
                }
            }
        }
        return granted;
    }

    private static void collect(String privileges, String tables, Set<String> granted) {
        Matcher privilege = PRIVILEGE.matcher(privileges);
        while (privilege.find()) {
            for (String table : words(tables)) {
                if (privilege.group(2) == null) {
                    granted.add(write(privilege.group(1), "", table));
                } else {
                    for (String column : words(privilege.group(2))) {
                        granted.add(write(privilege.group(1), column, table));
                    }
                }
            }
        }
    }

    private static Set<String> words(String list) {
        Set<String> words = new TreeSet<>();
        for (String word : list.split(",", -1)) {
            words.add(word.strip());
        }
        return words;
    }

    /** The words for one right; the column is empty when it is for all of them. */
    static String write(String privilege, String column, String table) {
        String columns = column.isEmpty() ? "" : " " + column + " of";
        return privilege.toLowerCase(Locale.ROOT) + columns + " " + table;
    }
}
