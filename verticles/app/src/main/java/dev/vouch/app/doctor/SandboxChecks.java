package dev.vouch.app.doctor;

import dev.vouch.pvf.supervisor.SandboxStatus;
import java.util.List;

/** One finding for each layer of the workers' sandbox, as a worker found it. Pure. */
public final class SandboxChecks {
  private SandboxChecks() {}

  public static List<Finding> of(SandboxStatus status) {
    if (status.layers().isEmpty()) {
      return List.of(
          Finding.fail(
              "sandbox",
              "no worker has told which layers hold",
              "see why no worker starts, under worker-honest"));
    }
    return status.layers().stream()
        .map(
            layer -> {
              String check = "sandbox-" + layer.name();
              String remedy = SandboxStatus.remedy(layer.name());
              if (layer.held()) {
                return Finding.ok(check, layer.detail());
              }
              return status.optional(layer.name())
                  ? Finding.warn(check, layer.detail(), remedy)
                  : Finding.fail(check, layer.detail(), remedy);
            })
        .toList();
  }
}
