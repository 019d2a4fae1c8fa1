package dev.vouch.pvf.host;

import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;

/**
 * One run of a PVF.
 *
 * @param cpuLimitMillis CPU time of the guest's thread
 * @param fresh run in a process of its own that is ended afterwards: for the confirming run
 */
public record RunRequest(
    PvfPrepData prep,
    RunInput input,
    long cpuLimitMillis,
    PreparePriority preparePriority,
    PvfExecKind kind,
    EngineMode engine,
    Jit jit,
    boolean fresh) {}
