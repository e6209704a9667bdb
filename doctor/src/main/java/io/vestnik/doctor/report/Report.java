package io.vestnik.doctor.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes findings down, for people or for programs. */
public final class Report {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Report() {}

    /** One line for each, and one that counts them. */
    public static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> text.append(line(finding)).append('\n'));
        return text.append('\n').append(sum(findings)).append('\n').toString();
    }

    private static String line(Finding finding) {
        String limit = finding.limit() == null ? "" : " (" + finding.limit() + ")";
        String remedy = finding.remedy() == null ? "" : " -> " + finding.remedy();
        return "%-5s %-30s %s%s%s"
                .formatted(finding.level().word(), finding.check(), finding.value(), limit, remedy);
    }

    private static String sum(List<Finding> findings) {
        return "%d checks: %d ok, %d not possible from here, %d to change, %d failed."
                .formatted(
                        findings.size(),
                        count(findings, Level.OK),
                        count(findings, Level.NOTE),
                        count(findings, Level.WARN),
                        count(findings, Level.FAIL));
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    /** The same, as one object with the members {@code result} and {@code findings}. */
    public static String json(List<Finding> findings) {
        boolean failed = count(findings, Level.FAIL) > 0;
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("result", failed ? "FAIL" : "ok");
        report.put("findings", findings.stream().map(Report::members).toList());
        return JSON.writeValueAsString(report) + "\n";
    }

    private static Map<String, Object> members(Finding finding) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("check", finding.check());
        members.put("level", finding.level().word());
        members.put("value", finding.value());
        if (finding.limit() != null) {
            members.put("limit", finding.limit());
        }
        if (finding.remedy() != null) {
            members.put("remedy", finding.remedy());
        }
        return members;
    }
}
