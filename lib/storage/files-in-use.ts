import type { Database } from "./database.ts";

/** Of these names in the video store, those that no video of any campaign has, deleted campaigns included. */
export async function filesOfNobody(db: Database, names: readonly string[]): Promise<string[]> {
  const list = [...names];
  const videos = await db.video.findMany({
    where: { OR: [{ file: { in: list } }, { thumbnail: { in: list } }] },
    select: { file: true, thumbnail: true },
  });
  const used = new Set(videos.flatMap(({ file, thumbnail }) => [file, thumbnail]));
  return list.filter((name) => !used.has(name));
}
