// Imported by the server under `bench -- ingest --profile FILE`: a processor profile from one SIGUSR2 to the next.
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";

const session = new Session();
let started = false;

process.on("SIGUSR2", async () => {
  if (!started) {
    started = true;
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.start");
    return;
  }
  const { profile } = await session.post("Profiler.stop");
  writeFileSync(process.env.PROFILE_FILE ?? "server.cpuprofile", JSON.stringify(profile));
});
