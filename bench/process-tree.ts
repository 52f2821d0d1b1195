import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second in /proc/PID/stat: fixed to 100 for programs on Linux (proc(5), USER_HZ). */
const TICKS_PER_SECOND = 100;

interface Process {
  pid: number;
  parent: number;
  cpuMs: number;
  command: string;
}

/** CPU time of all Chromium processes that this program started, ms since each began. Linux only. */
export function browserCpuMs(): number {
  return browserProcesses().reduce((total, process) => total + process.cpuMs, 0);
}

/** Memory that Chromium's renderers share with nobody, MB. */
export function rendererMemoryMb(): number {
  const renderers = browserProcesses().filter(({ command }) => command.includes("--type=renderer"));
  return renderers.reduce((total, { pid }) => total + privateKb(pid), 0) / 1024;
}

function browserProcesses(): Process[] {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)));
  const ours = new Set([process.pid]);
  for (let before = 0; before !== ours.size; ) {
    before = ours.size;
    for (const { pid, parent } of processes) if (ours.has(parent)) ours.add(pid);
  }
  return processes.filter(({ pid, command }) => ours.has(pid) && /chrom/i.test(command));
}

/** Empty for a process that ended meanwhile. */
function readProcess(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name in brackets may hold spaces; the fields after it do not: state, parent, …, utime, stime.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    const command = readFileSync(`/proc/${pid}/cmdline`, "latin1").replaceAll("\0", " ");
    return [{ pid, parent: Number(fields[1]), cpuMs: (ticks * 1000) / TICKS_PER_SECOND, command }];
  } catch {
    return [];
  }
}

function privateKb(pid: number): number {
  try {
    const lines = readFileSync(`/proc/${pid}/smaps_rollup`, "latin1").matchAll(/^Private_\w+:\s+(\d+) kB/gm);
    return [...lines].reduce((total, [, kb]) => total + Number(kb), 0);
  } catch {
    return 0;
  }
}
