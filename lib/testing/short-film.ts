import { readFileSync } from "node:fs";
import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Mp4OutputFormat,
  Output,
} from "mediabunny";

const DEMO_FILM = new URL("../../public/demo/halden.mp4", import.meta.url);

/** The pictures of the demo film's first seconds, as a file that every browser plays which plays the film. */
export async function shortFilm(seconds: number): Promise<Buffer> {
  const input = new Input({ source: new BufferSource(readFileSync(DEMO_FILM)), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track?.codec || !decoderConfig) throw new Error("the demo film has no pictures");
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const source = new EncodedVideoPacketSource(track.codec);
  output.addVideoTrack(source);
  await output.start();
  for await (const packet of new EncodedPacketSink(track).packets()) {
    if (packet.timestamp >= seconds) break;
    await source.add(packet, { decoderConfig });
  }
  await output.finalize();
  if (target.buffer === null) throw new Error("the muxer has written nothing");
  return Buffer.from(target.buffer);
}
