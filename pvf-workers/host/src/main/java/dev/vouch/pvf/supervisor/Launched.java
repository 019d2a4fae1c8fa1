package dev.vouch.pvf.supervisor;

import dev.vouch.pvf.cgroup.WorkerGroup;

/** A process and the group that it was put into before it was told anything. */
record Launched(Process process, WorkerGroup group) {}
