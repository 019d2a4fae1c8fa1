package dev.vouch.pvf.supervisor;

/**
 * Told of the life of workers, for metrics (validation 2.11). Calls come from any thread and must
 * return at once.
 */
public interface WorkerListener {
  void spawning(WorkerKind kind);

  void spawned(WorkerKind kind);

  void spawnFailed(WorkerKind kind);

  void retired(WorkerKind kind);

  /** Listens to nothing. */
  WorkerListener NONE =
      new WorkerListener() {
        @Override
        public void spawning(WorkerKind kind) {}

        @Override
        public void spawned(WorkerKind kind) {}

        @Override
        public void spawnFailed(WorkerKind kind) {}

        @Override
        public void retired(WorkerKind kind) {}
      };
}
