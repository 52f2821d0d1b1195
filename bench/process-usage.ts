import { readdirSync, readFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second, whatever the kernel's own tick. */
const MS_A_TICK = 10;

interface Stat {
  parent: number;
  ownTicks: number;
  /** Of children that have ended. */
  endedTicks: number;
}

function statOf(pid: number): Stat | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // After the name in brackets, which may hold spaces: state, parent, …
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    return {
      parent: fields[1]!,
      ownTicks: fields[11]! + fields[12]!,
      endedTicks: fields[13]! + fields[14]!,
    };
  } catch {
    return null;
  }
}

/** Processor time that a process has taken, user and system, ms. */
export function cpuMs(pid: number): number {
  return (statOf(pid)?.ownTicks ?? 0) * MS_A_TICK;
}

/** Processor time of a process and all that it started, those that have ended included, ms. */
export function familyCpuMs(pid: number): number {
  const own = statOf(pid);
  if (!own) return 0;
  let ticks = own.ownTicks + own.endedTicks;
  for (const name of readdirSync("/proc")) {
    const child = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (child?.parent === pid) ticks += child.ownTicks + child.endedTicks;
  }
  return ticks * MS_A_TICK;
}

/** Memory that a process has resident, megabytes of 2^20 bytes. */
export function rssMb(pid: number): number {
  try {
    const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kb ?? 0) / 1024;
  } catch {
    return 0;
  }
}
