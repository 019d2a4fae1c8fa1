package dev.vouch.app.doctor;

import dev.vouch.app.doctor.Finding.Status;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** All findings, in the order of the checks. */
public record Report(List<Finding> findings) {
  public Report {
    findings = List.copyOf(findings);
  }

  /** True if a validator would misbehave here. */
  public boolean bad() {
    return count(Status.FAIL) > 0;
  }

  private long count(Status status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }

  /** A line for each check, and one more under each that found a defect. */
  public String text() {
    StringBuilder lines = new StringBuilder();
    for (Finding finding : findings) {
      String status = finding.status() == Status.FAIL ? "FAIL" : name(finding.status());
      lines.append("%-5s %-22s %s%n".formatted(status, finding.check(), finding.found()));
      if (!finding.remedy().isEmpty()) {
        lines.append("      %-22s remedy: %s%n".formatted("", finding.remedy()));
      }
    }
    return lines
        .append(
            "%d checks: %d fail, %d warn"
                .formatted(findings.size(), count(Status.FAIL), count(Status.WARN)))
        .toString();
  }

  /** The same as one object. */
  public JsonObject json() {
    JsonArray checks = new JsonArray();
    for (Finding finding : findings) {
      JsonObject check =
          new JsonObject()
              .put("check", finding.check())
              .put("status", name(finding.status()))
              .put("found", finding.found());
      if (!finding.remedy().isEmpty()) {
        check.put("remedy", finding.remedy());
      }
      checks.add(check);
    }
    return new JsonObject()
        .put("ok", !bad())
        .put("fail", count(Status.FAIL))
        .put("warn", count(Status.WARN))
        .put("checks", checks);
  }

  private static String name(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
