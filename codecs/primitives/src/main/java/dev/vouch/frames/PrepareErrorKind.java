package dev.vouch.frames;

/**
 * Kinds of a failed preparation, in the order of the reference's enum (validation 2.8.1); the wire
 * index is the ordinal.
 */
public enum PrepareErrorKind {
  PREVALIDATION("Prevalidation", true, "prepare: prevalidation error: "),
  PREPARATION("Preparation", true, "prepare: preparation error: "),
  RUNTIME_CONSTRUCTION("RuntimeConstruction", false, "prepare: runtime construction: "),
  JOB_ERROR("JobError", true, "prepare: job error: "),
  TIMED_OUT("TimedOut", false, "prepare: timeout"),
  IO_ERR("IoErr", false, "prepare: io error while receiving response: "),
  CREATE_TMP_FILE("CreateTmpFile", false, "prepare: error creating tmp file: "),
  RENAME_TMP_FILE("RenameTmpFile", false, "prepare: error renaming tmp file: "),
  OUT_OF_MEMORY("OutOfMemory", true, "prepare: out of memory"),
  CLEAR_WORKER_DIR("ClearWorkerDir", false, "prepare: error clearing worker cache: "),
  JOB_DIED("JobDied", false, "prepare: prepare job died: "),
  KERNEL("Kernel", false, "prepare: error interfacing with the kernel: "),
  COULD_NOT_DECOMPRESS_CODE_BLOB(
      "CouldNotDecompressCodeBlob", true, "prepare: could not decompress code blob: ");

  private final String specName;
  private final boolean deterministic;
  private final String prefix;

  PrepareErrorKind(String specName, boolean deterministic, String prefix) {
    this.specName = specName;
    this.deterministic = deterministic;
    this.prefix = prefix;
  }

  /** The name of the specification and of {@code --json} output. */
  public String specName() {
    return specName;
  }

  /** True if the code itself is at fault, so that another try can only give the same answer. */
  public boolean deterministic() {
    return deterministic;
  }

  /** The text for people. */
  public String describe(String reason) {
    return prefix.endsWith(": ") ? prefix + reason : prefix;
  }
}
