package dev.vouch.pvf.host;

import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.pvf.queue.ArtifactId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * For each artifact the input of its latest clean run, to be run again when a process has loaded
 * the artifact anew. Without one, empty parameters are run, which trap at once and still warm up
 * the way into the guest and out.
 */
final class WarmUps {
  /** Artifacts remembered; the least recently run goes first. */
  static final int MAX_ARTIFACTS = 16;

  /** Larger inputs are not kept: at most 16 MiB together. */
  static final int MAX_INPUT_BYTES = 1 << 20;

  private static final JobInput NOTHING = new JobInput.RawParams(Payload.empty());

  private final Map<ArtifactId, JobInput> latest = new LinkedHashMap<>(16, 0.75f, true);

  synchronized JobInput inputFor(ArtifactId id) {
    return latest.getOrDefault(id, NOTHING);
  }

  synchronized void ranWell(ArtifactId id, JobInput input) {
    if (size(input) > MAX_INPUT_BYTES) {
      return;
    }
    latest.put(id, input);
    if (latest.size() > MAX_ARTIFACTS) {
      latest.remove(latest.keySet().iterator().next());
    }
  }

  private static long size(JobInput input) {
    return switch (input) {
      case JobInput.RawParams(Payload params) -> params.size();
      case JobInput.CandidateParams candidate ->
          (long) candidate.pvd().size() + candidate.pov().size();
    };
  }
}
