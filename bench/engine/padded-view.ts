/** Room that a face which fills its picture is given, as our engine gives it (lib/capture/still-views.ts). */
const PADDED = 1.8;
const LEAST_SIDE = 224;

/** The picture in the middle of a grey square with room around it, enlarged where it is tiny: for a peer's detector. */
export function paddedView(image: ImageBitmap): OffscreenCanvas {
  const longest = Math.max(image.width, image.height);
  const scale = Math.max(1, LEAST_SIDE / longest);
  const side = Math.round(longest * PADDED * scale);
  const canvas = new OffscreenCanvas(side, side);
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no 2d canvas");
  pen.fillStyle = "#808080";
  pen.fillRect(0, 0, side, side);
  const [width, height] = [image.width * scale, image.height * scale];
  pen.drawImage(image, (side - width) / 2, (side - height) / 2, width, height);
  return canvas;
}
