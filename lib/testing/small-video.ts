import {
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
} from "mediabunny";

const FRAMES_PER_SECOND = 2;

/**
 * A file whose container is whole and whose pictures are not: what looks at containers takes it, a browser
 * would not play it.
 */
export async function smallVideo(kind: "mp4" | "webm", seconds = 2): Promise<Uint8Array> {
  const target = new BufferTarget();
  const output = new Output({
    format: kind === "mp4" ? new Mp4OutputFormat() : new WebMOutputFormat(),
    target,
  });
  const source = new EncodedVideoPacketSource("vp9");
  output.addVideoTrack(source, { frameRate: FRAMES_PER_SECOND });
  await output.start();
  for (let frame = 0; frame < seconds * FRAMES_PER_SECOND; frame++) {
    const packet = new EncodedPacket(
      Uint8Array.from({ length: 40 }, (_, index) => (frame * 31 + index * 17) % 251),
      "key",
      frame / FRAMES_PER_SECOND,
      1 / FRAMES_PER_SECOND,
    );
    await source.add(packet, {
      decoderConfig: { codec: "vp09.00.10.08", codedWidth: 320, codedHeight: 180 },
    });
  }
  await output.finalize();
  if (target.buffer === null) throw new Error("the muxer has written nothing");
  return new Uint8Array(target.buffer);
}
